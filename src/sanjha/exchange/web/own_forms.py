"""Forms of a department about its own systems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.offered import offered
from sanjha.exchange.web.forms import operations
from sanjha.exchange.web.member_forms import AskAccess
from sanjha.exchange.web.outbound_forms import AskEvents, OfferProvider
from sanjha.ui.forms import TextField


class AskOwnAccess(AskAccess):
    """What the department's system wishes to read: only what is offered to members."""

    consumer = None  # type: ignore[assignment]  # takes the field away

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [choice for choice in operations() if choice[0] in offered()]
        self._choose("operation", [("", _("Choose")), *open_ones])


class AskOwnEvents(AskEvents):
    """What the department's system is to be told."""

    member_id = None  # type: ignore[assignment]  # takes the field away


class OfferOwn(OfferProvider):
    """What the department's system is to answer."""

    member_id = None  # type: ignore[assignment]  # takes the field away


class Contact(forms.Form):
    """The engineer in charge of a system."""

    contact_name = TextField(label=_("Engineer in charge"), max_length=120)
    contact_email = forms.EmailField(label=_("Electronic mail"), max_length=160)
