"""Addresses of the service counters' pages."""

from django.urls import include, path

from sanjha.sewa.web import names

app_name = "sewa"
urlpatterns = [
    path("", include("sanjha.sewa.web.public.urls")),
    path("", include("sanjha.sewa.web.papers.urls")),
    path("", include("sanjha.sewa.web.portal.urls")),
    path("names/suggest/", names.suggest, name="suggest"),
    path("counter/", include("sanjha.sewa.web.counter.urls")),
    path("desk/", include("sanjha.sewa.web.desk.urls")),
]
