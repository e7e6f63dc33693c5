"""The exchange as a Django application: it supplies the one door of this process."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sanjha.exchange"
    label = "exchange"

    def ready(self) -> None:
        from sanjha.exchange import carried, navigation, provider, subscribers  # noqa: F401
        from sanjha.exchange.door import LocalDoor
        from sanjha.exchange.models import Reading
        from sanjha.exchange.outbound import asking
        from sanjha.kernel import audit, audit_batches, contracts, outside

        contracts.install_door(LocalDoor())
        outside.install(asking.implementation_of)
        audit_batches.declare(Reading, columns=set(audit.columns_of(Reading)) - {"digest"})
        subscribers.follow()
        navigation.register()
