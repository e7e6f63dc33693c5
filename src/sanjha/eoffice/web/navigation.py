"""What the paperless office adds to the bar of the desk."""

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.ui import navigation
from sanjha.ui.navigation import DESK, Entry

_WITHOUT_FILES = "SEWA_KENDRA"
_DISPATCHERS = ("diarist", "clerk", "dealing_hand", "senior_assistant", "superintendent")
"""Who has the power as a rule; the page itself asks the powers of the desk."""


def _desk(actor: Actor) -> bool:
    return actor.is_officer and any(held.office_kind != _WITHOUT_FILES for held in actor.posts.values())


def _dispatches(actor: Actor) -> bool:
    return actor.is_officer and actor.holds(*_DISPATCHERS)


navigation.register(
    Entry(DESK, _("Files"), "eoffice:tray", key="F7", order=21, shown_to=_desk),
    Entry(DESK, _("Dispatch"), "eoffice:dispatch", key="F8", order=22, shown_to=_dispatches),
)
