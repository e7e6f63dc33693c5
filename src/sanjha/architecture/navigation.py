"""The architecture in the bar of the desk: open to every officer, for nothing in it is secret."""

from django.utils.translation import gettext_lazy as _

from sanjha.ui import navigation


def register() -> None:
    """Called when the application is ready."""
    navigation.register(
        navigation.Entry(navigation.DESK, _("Architecture"), "architecture:overview", order=95)
    )
