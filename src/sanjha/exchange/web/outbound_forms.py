"""Forms about systems that answer for departments, and about subscriptions to events."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.member_queries import members_seen_by
from sanjha.exchange.models import Member
from sanjha.exchange.offered_events import offered_events
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outbound_rules import MOST_SECONDS
from sanjha.exchange.outgoing.addresses import LONGEST
from sanjha.kernel import clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.ui.forms import DateField, TextField

_HTTPS = _("https:// with a public host, or one in the networks of the state.")


class OfMember(forms.Form):
    """What an administrator enters for a member; somebody else agrees."""

    member_id = forms.ChoiceField(label=_("Department and system"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "member_id" not in self.fields:
            return
        found = members_seen_by(actor).filter(state=Member.State.ACTIVE)[:500]
        names = [(str(member.id), f"{member.department} ({member.identifier})") for member in found]
        self.choose("member_id", [("", _("Choose")), *names])

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so
        field.choices = choices


class OfferProvider(OfMember):
    """A department's system that is to answer a contract."""

    operation = forms.ChoiceField(label=_("Operation"))
    keeps = TextField(
        label=_("What the system keeps"),
        max_length=100,
        help_text=_("The name of the register in callers' programs, for example ration-cards."),
    )
    title_en = TextField(label=_("Name in English"), max_length=160)
    title_pa = TextField(
        label=_("Name in Punjabi"), max_length=160, widget=forms.TextInput(attrs={"lang": "pa"})
    )
    title_hi = TextField(
        label=_("Name in Hindi"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"lang": "hi"}),
    )
    address = TextField(label=_("Address of the system"), max_length=LONGEST, help_text=_HTTPS)
    seconds = forms.IntegerField(
        label=_("Seconds to wait for an answer"), min_value=1, max_value=MOST_SECONDS, initial=5
    )
    purposes = TextField(
        label=_("Purposes for which the department gives it out"),
        max_length=600,
        help_text=_("Codes with spaces between, for example REV-INCOME FOOD-CARDS."),
    )
    legal_basis = TextField(
        label=_("Legal basis"), max_length=300, help_text=_("Act and section, rule, or order with its date.")
    )
    answer_key = forms.CharField(
        label=_("Public key that signs its answers"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ed25519, as PEM or base64. Empty when answers are not signed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [
            (name, name)
            for name, declared in sorted(contracts.declared_operations().items())
            if declared.kept_by is not None
        ]
        self.choose("operation", open_ones)

    def offer(self) -> Offer:
        """What was typed."""
        data = self.cleaned_data
        return Offer(
            operation=data["operation"],
            keeps=data["keeps"],
            title=Text(data["title_en"], data["title_pa"], data["title_hi"]),
            address=data["address"],
            seconds=data["seconds"],
            purposes=tuple(filter(None, re.split(r"[\s,]+", data["purposes"]))),
            legal_basis=data["legal_basis"],
            answer_key=data["answer_key"],
        )


class AskEvents(OfMember):
    """What a member is to be told of one kind of event."""

    fields_told = forms.MultipleChoiceField(
        label=_("Which fields"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that the purpose needs: no others will be given."),
    )
    purpose = TextField(
        label=_("Purpose"), max_length=60, help_text=_("The code of the service, for example REV-INCOME.")
    )
    legal_basis = TextField(
        label=_("Legal basis"), max_length=300, help_text=_("Act and section, rule, or order with its date.")
    )
    from_date = DateField(label=_("From"))
    until_date = DateField(label=_("Until"))
    address = TextField(
        label=_("Address to which events are pushed"),
        max_length=LONGEST,
        required=False,
        help_text=_("Empty when the system fetches them itself."),
    )

    field_order = (
        "member_id",
        "purpose",
        "from_date",
        "until_date",
        "legal_basis",
        "address",
        "fields_told",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_date": clock.today()})
        super().__init__(*args, **kwargs)
        self.choose("fields_told", [(name, name) for name in offered_events()[kind]])


class SetPosition(forms.Form):
    """After which event a member goes on."""

    position = forms.IntegerField(
        label=_("Last position that the member has"),
        min_value=0,
        help_text=_("Events after it are given again."),
    )
