"""The register of places as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanjha.ui import navigation


class PlacesConfig(AppConfig):
    name = "sanjha.places"
    label = "places"

    def ready(self) -> None:
        import_module("sanjha.places.provider")
        may_keep = import_module("sanjha.places.rules").may_keep_registers
        navigation.register(
            navigation.Entry(navigation.CITIZEN, _("Places"), "places:index", order=90),
            navigation.Entry(navigation.DESK, _("Places"), "places:index", order=90),
            navigation.Entry(navigation.DESK, _("Holidays"), "places:calendar", order=91, shown_to=may_keep),
        )
