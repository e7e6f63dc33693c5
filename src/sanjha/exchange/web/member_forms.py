"""Forms about members and about what they ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.fact_names import fact_names
from sanjha.exchange.member_queries import members_seen_by
from sanjha.exchange.member_rules import MOST_PER_MINUTE
from sanjha.exchange.models import Member
from sanjha.exchange.web.forms import consumers, operations
from sanjha.kernel import clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.offices import contract as offices
from sanjha.ui.forms import DateField, TextField

_MOST_KEY = 8000
HEAD_OFFICES = ("SECRETARIAT", "DIRECTORATE")


class KeptBy(forms.Form):
    """The head office whose keeper of systems answers for a member."""

    head_office = forms.ChoiceField(
        label=_("Head office of the department"),
        required=False,
        help_text=_("Its keeper of systems sees the member and asks in its name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [office for kind in HEAD_OFFICES for office in offices.offices_of_kind(kind=kind)]
        field = self.fields["head_office"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
        field.choices = [
            ("", _("None")),
            *((office.code, f"{office.name} ({office.code})") for office in found),
        ]


class RegisterMember(KeptBy):
    """A department's own system that joins."""

    department_en = TextField(label=_("Department and system, in English"), max_length=160)
    department_pa = TextField(label=_("Department and system, in Punjabi"), max_length=160)
    department_hi = TextField(label=_("Department and system, in Hindi"), max_length=160, required=False)
    member_class = forms.ChoiceField(label=_("Class"), choices=[("", _("Choose")), *Member.Class.choices])
    code = TextField(
        label=_("Code of the department"), max_length=20, help_text=_("Capital letters, for example AGRI.")
    )
    subsystem = TextField(
        label=_("Code of the system"), max_length=24, help_text=_("Capital letters, for example FARMERS.")
    )
    contact_name = TextField(label=_("Engineer in charge"), max_length=120)
    contact_email = forms.EmailField(label=_("Electronic mail"), max_length=160)
    public_key = forms.CharField(
        label=_("Public key or certificate"),
        max_length=_MOST_KEY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ed25519, as PEM or base64. The private key stays in the department."),
    )
    field_order = ("department_en", "department_pa", "department_hi", "head_office")


class Reason(forms.Form):
    """Why something is done with a member or a request."""

    reason = TextField(label=_("Reason"), max_length=300, multiline=True)


class ChangeKey(Reason):
    """A new key, and why."""

    public_key = forms.CharField(
        label=_("New public key or certificate"),
        max_length=_MOST_KEY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("public_key", "reason")


class AskAccess(forms.Form):
    """What a consumer wishes to read, for its owner to answer."""

    consumer = forms.ChoiceField(label=_("Who will read"))
    operation = forms.ChoiceField(label=_("Operation"))
    facts = forms.MultipleChoiceField(
        label=_("Which facts"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that the purpose needs: no others will be given."),
    )
    purpose = TextField(
        label=_("Purpose"), max_length=60, help_text=_("The code of the service, for example REV-INCOME.")
    )
    per_minute = forms.IntegerField(
        label=_("Calls in a minute, at most"), min_value=1, max_value=MOST_PER_MINUTE, initial=60
    )
    from_date = DateField(label=_("From"))
    until_date = DateField(label=_("Until"))
    legal_basis = TextField(
        label=_("Legal basis"), max_length=300, help_text=_("Act and section, rule, or order with its date.")
    )

    field_order = (
        "consumer",
        "operation",
        "purpose",
        "per_minute",
        "from_date",
        "until_date",
        "legal_basis",
        "facts",
    )

    def __init__(self, *args: Any, actor: Actor, consumer: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_date": clock.today(), "consumer": consumer})
        super().__init__(*args, **kwargs)
        if "consumer" in self.fields:
            members = members_seen_by(actor).filter(state=Member.State.ACTIVE)
            names = [
                (member.identifier, f"{member.department} ({member.identifier})") for member in members[:500]
            ]
            self._choose("consumer", [("", _("Choose")), *names, *consumers()])
        self._choose("operation", [("", _("Choose")), *operations()])
        declared = contracts.declared_operations().values()
        known = sorted({fact for operation in declared for fact in operation.facts})
        self._choose(
            "facts", [(code, str(name)) for code, name in zip(known, fact_names(known), strict=True)]
        )

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
        field.choices = choices
