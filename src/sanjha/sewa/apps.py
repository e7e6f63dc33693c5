"""The service counter as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class SewaConfig(AppConfig):
    name = "sanjha.sewa"
    label = "sewa"

    def ready(self) -> None:
        import_module("sanjha.sewa.provider")
        import_module("sanjha.sewa.subscribers")
        import_module("sanjha.sewa.attachments_held")
        import_module("sanjha.sewa.web.navigation")
