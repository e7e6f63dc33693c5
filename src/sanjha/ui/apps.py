"""The design system as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "sanjha.ui"
    label = "ui"
