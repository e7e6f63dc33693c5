"""Addresses for departments' own systems."""

from django.urls import path

from sanjha.exchange.http import own_requests, token, xroad

app_name = "exchange-door"

urlpatterns = [
    path("exchange/token", token.token, name="token"),
    path("exchange/own-requests", own_requests.own_requests, name="own-requests"),
    path(
        "r1/<str:instance>/<str:member_class>/<str:member>/<str:subsystem>/<str:service>/<path:path>",
        xroad.door,
        name="door",
    ),
]
