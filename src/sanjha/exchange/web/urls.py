"""Addresses of the exchange."""

from django.urls import path

from sanjha.exchange.web import (
    dead_letter_views,
    key_views,
    member_views,
    oversight_views,
    own_deeds,
    own_views,
    provider_views,
    request_views,
    subscription_views,
    views,
)

app_name = "exchange"

urlpatterns = [
    path("my/readings/", views.my_readings, name="my-readings"),
    path("exchange/grants/", views.grants, name="grants"),
    path("exchange/grants/new/", views.new_grant, name="new-grant"),
    path("exchange/grants/<uuid:grant_id>/end/", views.end, name="end-grant"),
    path("exchange/members/", member_views.members, name="members"),
    path("exchange/members/new/", member_views.register, name="register-member"),
    path("exchange/members/<uuid:member_id>/", member_views.member, name="member"),
    path("exchange/members/<uuid:member_id>/suspend/", member_views.suspend, name="suspend-member"),
    path("exchange/members/<uuid:member_id>/resume/", member_views.resume, name="resume-member"),
    path("exchange/members/<uuid:member_id>/key/", member_views.change_key, name="change-key"),
    path("exchange/members/<uuid:member_id>/office/", key_views.kept_by, name="kept-by"),
    path("exchange/members/<uuid:member_id>/keys/<uuid:key_id>/agree/", key_views.agree, name="agree-key"),
    path(
        "exchange/members/<uuid:member_id>/keys/<uuid:key_id>/refuse/",
        key_views.refuse_it,
        name="refuse-key",
    ),
    path("exchange/ours/", own_views.systems, name="own-systems"),
    path("exchange/ours/<uuid:member_id>/", own_views.system, name="own-system"),
    path("exchange/ours/<uuid:member_id>/access/", own_deeds.ask, name="ask-own-access"),
    path("exchange/ours/<uuid:member_id>/events/", own_deeds.ask_to_be_told, name="ask-own-events"),
    path("exchange/ours/<uuid:member_id>/offer/", own_deeds.offer, name="offer-own"),
    path("exchange/ours/<uuid:member_id>/key/", own_deeds.new_key, name="hand-in-key"),
    path("exchange/ours/<uuid:member_id>/contact/", own_deeds.contact, name="change-contact"),
    path("exchange/ours/<uuid:member_id>/grants/<uuid:grant_id>/end/", own_deeds.end, name="end-own-grant"),
    path("exchange/requests/", request_views.requests, name="requests"),
    path("exchange/requests/new/", request_views.ask, name="ask-access"),
    path("exchange/requests/<uuid:request_id>/", request_views.answer, name="request"),
    path("exchange/requests/<uuid:request_id>/refuse/", request_views.refuse_it, name="refuse-request"),
    path("exchange/providers/", provider_views.providers, name="providers"),
    path("exchange/providers/new/", provider_views.offer, name="offer-provider"),
    path("exchange/providers/<uuid:provider_id>/", provider_views.provider, name="provider"),
    path("exchange/providers/<uuid:provider_id>/<slug:step>/", provider_views.change, name="change-provider"),
    path("exchange/subscriptions/", subscription_views.subscriptions, name="subscriptions"),
    path("exchange/subscriptions/new/", subscription_views.ask, name="ask-events"),
    path(
        "exchange/subscriptions/<uuid:subscription_id>/", subscription_views.subscription, name="subscription"
    ),
    path(
        "exchange/subscriptions/<uuid:subscription_id>/end/", subscription_views.end, name="end-subscription"
    ),
    path(
        "exchange/subscriptions/<uuid:subscription_id>/position/",
        subscription_views.position,
        name="set-position",
    ),
    path("exchange/oversight/", oversight_views.lookups, name="oversight"),
    path("exchange/oversight/export.csv", oversight_views.export, name="oversight-export"),
    path("exchange/oversight/<uuid:row_id>/", oversight_views.lookup, name="oversight-row"),
    path("exchange/explain/", oversight_views.explain, name="explain"),
    path("exchange/explain/<uuid:row_id>/", oversight_views.answer, name="explain-row"),
    path("exchange/events/", dead_letter_views.letters, name="dead-letters"),
    path("exchange/events/<uuid:letter_id>/", dead_letter_views.letter, name="dead-letter"),
]
