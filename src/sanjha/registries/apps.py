"""The registries as a Django application."""

from django.apps import AppConfig


class RegistriesConfig(AppConfig):
    name = "sanjha.registries"
    label = "registries"

    def ready(self) -> None:
        from sanjha.registries import provider  # noqa: F401
