"""Addresses that are open to everybody."""

from django.urls import path

from sanjha.sewa.web.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("services/", views.services, name="services"),
    path("services/<slug:code>/", views.service, name="service"),
    path("track/", views.track, name="track"),
]
