"""Identity as a Django application: binds its contract."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sanjha.identity"
    label = "identity"

    def ready(self) -> None:
        from sanjha.identity import provider  # noqa: F401 bound once all models are loaded
