"""Addresses of the exchange."""

from django.urls import path

from sanjha.exchange.web import views

app_name = "exchange"

urlpatterns = [
    path("my/readings/", views.my_readings, name="my-readings"),
    path("exchange/grants/", views.grants, name="grants"),
    path("exchange/grants/new/", views.new_grant, name="new-grant"),
    path("exchange/grants/<uuid:grant_id>/end/", views.end, name="end-grant"),
]
