"""The register of offices as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanjha.identity.contract import register_office_chain
from sanjha.kernel.actors import register_holdings_source
from sanjha.ui import navigation


class OfficesConfig(AppConfig):
    name = "sanjha.offices"
    label = "offices"

    def ready(self) -> None:
        import_module("sanjha.offices.provider")
        contract = import_module("sanjha.offices.contract")
        register_holdings_source(contract.holdings_of)
        register_office_chain(contract.chain_of)
        navigation.register(navigation.Entry(navigation.DESK, _("Offices"), "offices:directory", order=89))
