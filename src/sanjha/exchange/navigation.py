"""The exchange's pages in the bars of the shells."""

from django.utils.translation import gettext_lazy as _

from sanjha.exchange.oversight_rules import OVERSEER
from sanjha.exchange.rules import ADMINISTRATOR, KEEPER
from sanjha.kernel.actors import Actor
from sanjha.ui import navigation


def _administers(actor: Actor) -> bool:
    return actor.holds(ADMINISTRATOR)


def register() -> None:
    """Called when the application is ready."""
    navigation.register(
        navigation.Entry(
            navigation.DESK,
            _("Access to facts"),
            "exchange:grants",
            order=80,
            shown_to=_administers,
        ),
        navigation.Entry(
            navigation.DESK,
            _("Members of the exchange"),
            "exchange:members",
            order=81,
            shown_to=_administers,
        ),
        navigation.Entry(
            navigation.DESK,
            _("Requests for access"),
            "exchange:requests",
            order=82,
            shown_to=_administers,
        ),
        navigation.Entry(
            navigation.DESK,
            _("Events not handled"),
            "exchange:dead-letters",
            order=83,
            shown_to=_administers,
        ),
        navigation.Entry(
            navigation.DESK,
            _("Look-ups that stand out"),
            "exchange:oversight",
            order=84,
            shown_to=lambda actor: actor.holds(OVERSEER),
        ),
        navigation.Entry(
            navigation.DESK,
            _("Our systems"),
            "exchange:own-systems",
            order=79,
            shown_to=lambda actor: actor.holds(KEEPER),
        ),
        navigation.Entry(
            navigation.DESK,
            _("Look-ups to explain"),
            "exchange:explain",
            order=63,
            shown_to=lambda actor: bool(actor.posts),
        ),
        navigation.Entry(
            navigation.CITIZEN,
            _("Who read my data"),
            "exchange:my-readings",
            order=70,
            shown_to=lambda actor: actor.is_citizen,
        ),
    )
