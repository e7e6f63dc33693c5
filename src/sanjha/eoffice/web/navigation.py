"""What the paperless office adds to the bar of the desk."""

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.ui import navigation
from sanjha.ui.navigation import DESK, Entry

_WITHOUT_FILES = "SEWA_KENDRA"


def _desk(actor: Actor) -> bool:
    return actor.is_officer and any(held.office_kind != _WITHOUT_FILES for held in actor.posts.values())


navigation.register(
    Entry(DESK, _("Files"), "eoffice:tray", key="F7", order=21, shown_to=_desk),
)
