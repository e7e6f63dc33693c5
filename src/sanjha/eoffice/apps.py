"""The paperless office as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class EOfficeConfig(AppConfig):
    name = "sanjha.eoffice"
    label = "eoffice"

    def ready(self) -> None:
        import_module("sanjha.eoffice.provider")
        import_module("sanjha.eoffice.facts")
        import_module("sanjha.eoffice.subscribers")
        import_module("sanjha.eoffice.letter_verify")
        import_module("sanjha.eoffice.inside_diary")
        import_module("sanjha.eoffice.web.navigation")
        import_module("sanjha.eoffice.kept")
