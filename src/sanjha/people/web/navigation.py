"""The register's pages in the bars of the shells."""

from django.utils.translation import gettext_lazy as _

from sanjha.people.dispute_rules import DECIDERS
from sanjha.ui import navigation

navigation.register(
    navigation.Entry(
        navigation.DESK, _("Residents"), "people:search", order=60, shown_to=lambda actor: bool(actor.posts)
    ),
    navigation.Entry(
        navigation.DESK,
        _("Disputed facts"),
        "people:disputes",
        order=61,
        shown_to=lambda actor: actor.holds(*DECIDERS),
    ),
    navigation.Entry(
        navigation.DESK,
        _("Double entries"),
        "people:duplicates",
        order=62,
        shown_to=lambda actor: actor.holds(*DECIDERS),
    ),
    navigation.Entry(
        navigation.CITIZEN, _("My data"), "people:data", order=60, shown_to=lambda actor: actor.is_citizen
    ),
)
