"""Identity as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sanjha.identity"
    label = "identity"

    def ready(self) -> None:
        import_module("sanjha.identity.provider")
        import_module("sanjha.identity.subscribers")
        import_module("sanjha.identity.web.navigation")
