"""The exchange as a Django application: it supplies the one door of this process."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sanjha.exchange"
    label = "exchange"

    def ready(self) -> None:
        from sanjha.exchange import navigation, provider, subscribers  # noqa: F401
        from sanjha.exchange.door import LocalDoor
        from sanjha.exchange.models import Reading
        from sanjha.kernel import audit, audit_batches, contracts

        contracts.install_door(LocalDoor())
        audit_batches.declare(Reading, columns=set(audit.columns_of(Reading)) - {"digest"})
        navigation.register()
