"""Addresses of places and calendars; all are under /places/."""

from django.urls import path, re_path

from sanjha.places.web import calendar, pages, search

app_name = "places"
urlpatterns = [
    path("", pages.index, name="index"),
    path("search", search.search, name="search"),
    path("export.csv", search.export, name="export"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/new/", calendar.new, name="holiday-new"),
    path("calendar/<uuid:holiday_id>/", calendar.change, name="holiday"),
    path("calendar/<uuid:holiday_id>/remove/", calendar.remove, name="holiday-remove"),
    re_path(r"^(?P<code>[DTBUV][0-9]{1,7})/$", pages.place, name="place"),
    re_path(r"^(?P<code>[DTBUV][0-9]{1,7})/name/$", pages.name, name="name"),
]
