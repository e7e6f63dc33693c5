"""Addresses of the register of residents."""

from django.urls import path

from sanjha.people.web import disputes, duplicates, my_data, pages

app_name = "people"
urlpatterns = [
    path("people/", pages.search, name="search"),
    path("people/suggest", pages.suggest, name="suggest"),
    path("people/<uuid:resident_id>/", pages.resident, name="resident"),
    path("people/disputes/", disputes.disputes, name="disputes"),
    path("people/disputes/<uuid:dispute_id>/", disputes.dispute, name="dispute"),
    path("people/duplicates/", duplicates.duplicates, name="duplicates"),
    path("people/duplicates/search/", duplicates.search, name="search-duplicates"),
    path("people/duplicates/<uuid:duplicate_id>/", duplicates.duplicate, name="duplicate"),
    path("my/profile/", pages.profile, name="profile"),
    path("my/data/", my_data.data, name="data"),
    path("my/data/<uuid:fact_id>/wrong/", my_data.call_wrong, name="call-wrong"),
]
