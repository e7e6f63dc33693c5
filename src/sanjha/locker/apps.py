"""The locker as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LockerConfig(AppConfig):
    name = "sanjha.locker"
    label = "locker"

    def ready(self) -> None:
        from sanjha.kernel import blobs, peers
        from sanjha.locker import provider  # noqa: F401 bound once all models are loaded
        from sanjha.locker.queries import files_held
        from sanjha.ui import navigation

        if peers.runs_here("locker"):  # elsewhere there are no tables of this service to ask
            blobs.register_holder(files_held)
        navigation.register(
            navigation.Entry(
                navigation.CITIZEN,
                _("My documents"),
                "locker:documents",
                order=30,
                shown_to=lambda actor: actor.is_citizen,
            ),
            navigation.Entry(navigation.CITIZEN, _("Verify a document"), "locker:verify", order=80),
        )
