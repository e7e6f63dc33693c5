"""The register of residents as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sanjha.people"
    label = "people"

    def ready(self) -> None:
        import_module("sanjha.people.provider")
        import_module("sanjha.people.subscribers")
        import_module("sanjha.people.jobs")
        import_module("sanjha.people.web.navigation")
