"""The register of offices as a Django application."""

from importlib import import_module

from django.apps import AppConfig

from sanjha.kernel.actors import register_holdings_source


class OfficesConfig(AppConfig):
    name = "sanjha.offices"
    label = "offices"

    def ready(self) -> None:
        import_module("sanjha.offices.provider")
        register_holdings_source(import_module("sanjha.offices.queries").holdings_of)
