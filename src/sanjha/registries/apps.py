"""The registries as a Django application."""

from django.apps import AppConfig


class RegistriesConfig(AppConfig):
    name = "sanjha.registries"
    label = "registries"
