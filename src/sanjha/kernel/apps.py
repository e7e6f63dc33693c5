"""The kernel as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "sanjha.kernel"
    label = "kernel"

    def ready(self) -> None:
        # Importing declares the kernel's own jobs; the queue collects them when it gets ready after us.
        from sanjha.kernel import echo, housekeeping  # noqa: F401

        # Every service's facts.py: two owners of one fact stop the start here.
        autodiscover_modules("facts")
