"""The locker as a Django application."""

from django.apps import AppConfig


class LockerConfig(AppConfig):
    name = "sanjha.locker"
    label = "locker"

    def ready(self) -> None:
        from sanjha.locker import provider  # noqa: F401 bound once all models are loaded
