"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "sanjha.kernel"
    label = "kernel"

    def ready(self) -> None:
        # Importing declares the kernel's own jobs; the queue collects them when it gets ready after us.
        from sanjha.kernel import echo, housekeeping  # noqa: F401
