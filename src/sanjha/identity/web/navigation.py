"""Identity's pages in the bars of the shells."""

from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules
from sanjha.ui import navigation

navigation.register(
    navigation.Entry(
        navigation.DESK,
        _("Accounts"),
        "identity:accounts",
        order=80,
        shown_to=lambda actor: actor.holds(rules.ADMINISTRATOR),
    ),
    navigation.Entry(
        navigation.DESK,
        _("My account"),
        "identity:account",
        order=90,
        shown_to=lambda actor: actor.is_officer,
    ),
    navigation.Entry(
        navigation.CITIZEN,
        _("My account"),
        "identity:account",
        order=90,
        shown_to=lambda actor: actor.is_citizen,
    ),
)
