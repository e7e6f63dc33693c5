"""The register of residents as a Django application: binds its contract and tells identity whom a number belongs to."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sanjha.people"
    label = "people"

    def ready(self) -> None:
        from sanjha.identity.contract import register_resident_lookup
        from sanjha.people import navigation, provider, queries  # noqa: F401

        register_resident_lookup(queries.names_with_mobile)
        navigation.register()
