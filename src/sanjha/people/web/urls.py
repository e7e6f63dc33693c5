"""Addresses of the register of residents."""

from django.urls import path

from sanjha.people.web import pages

app_name = "people"
urlpatterns = [
    path("people/", pages.search, name="search"),
    path("people/suggest", pages.suggest, name="suggest"),
    path("people/<uuid:resident_id>/", pages.resident, name="resident"),
    path("my/profile/", pages.profile, name="profile"),
]
