"""Addresses for departments' own systems."""

from django.urls import path

from sanjha.exchange.http import (
    house_keys,
    meta,
    own_providers,
    own_requests,
    own_subscriptions,
    token,
    xroad,
)

app_name = "exchange-door"

urlpatterns = [
    path("exchange/token", token.token, name="token"),
    path("exchange/keys", house_keys.keys, name="keys"),
    path("exchange/own-requests", own_requests.own_requests, name="own-requests"),
    path("exchange/own-providers", own_providers.own_providers, name="own-providers"),
    path("exchange/own-providers/<uuid:provider_id>/agree", own_providers.agree, name="agree-own-provider"),
    path("exchange/own-subscriptions", own_subscriptions.own_subscriptions, name="own-subscriptions"),
    path(
        "exchange/own-subscriptions/<uuid:subscription_id>/position",
        own_subscriptions.position,
        name="own-position",
    ),
    path("exchange/events", own_subscriptions.events, name="events"),
    path("listClients", meta.list_clients, name="list-clients"),
    path(
        "r1/<str:instance>/<str:member_class>/<str:member>/<str:subsystem>/<str:service>",
        meta.metaservice,
        name="metaservice",
    ),
    path(
        "r1/<str:instance>/<str:member_class>/<str:member>/<str:subsystem>/<str:service>/<path:path>",
        xroad.door,
        name="door",
    ),
]
