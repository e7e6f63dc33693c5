"""What the service counters add to the bars of pages."""

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.ui import navigation
from sanjha.ui.navigation import CITIZEN, DESK, Entry


def _operator(actor: Actor) -> bool:
    return actor.holds("counter_operator")


def _kendra(actor: Actor) -> bool:
    return actor.holds("counter_operator", "kendra_supervisor")


def _desk(actor: Actor) -> bool:
    return actor.is_officer and any(held.office_kind != "SEWA_KENDRA" for held in actor.posts.values())


navigation.register(
    Entry(DESK, _("New application"), "sewa:counter", key="F2", order=10, shown_to=_operator),
    Entry(DESK, _("Status"), "sewa:counter-status", key="F3", order=11, shown_to=_kendra),
    Entry(DESK, _("Delivery"), "sewa:counter-delivery", key="F4", order=12, shown_to=_kendra),
    Entry(DESK, _("Objections"), "sewa:counter-objections", key="F6", order=13, shown_to=_kendra),
    Entry(DESK, _("The day"), "sewa:counter-day", key="F9", order=14, shown_to=_kendra),
    Entry(DESK, _("My desk"), "sewa:inbox", key="F2", order=20, shown_to=_desk),
    Entry(CITIZEN, _("Services"), "sewa:services", order=10),
    Entry(CITIZEN, _("Where is my application?"), "sewa:track", order=20),
    Entry(
        CITIZEN,
        _("My applications"),
        "sewa:my-applications",
        order=30,
        shown_to=lambda actor: actor.is_citizen,
    ),
)
