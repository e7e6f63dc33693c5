"""The register's pages in the bars of the shells."""

from django.utils.translation import gettext_lazy as _

from sanjha.ui import navigation

navigation.register(
    navigation.Entry(
        navigation.DESK, _("Residents"), "people:search", order=60, shown_to=lambda actor: bool(actor.posts)
    ),
    navigation.Entry(
        navigation.CITIZEN, _("My facts"), "people:profile", order=60, shown_to=lambda actor: actor.is_citizen
    ),
)
