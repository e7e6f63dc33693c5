"""The exchange as a Django application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sanjha.exchange"
    label = "exchange"

    def ready(self) -> None:
        from sanjha.exchange.door import LocalDoor
        from sanjha.kernel import contracts

        contracts.install_door(LocalDoor())
