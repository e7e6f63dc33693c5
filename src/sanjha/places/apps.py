"""The register of places as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "sanjha.places"
    label = "places"

    def ready(self) -> None:
        import_module("sanjha.places.provider")
