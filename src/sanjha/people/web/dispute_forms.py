"""The two decisions about a disputed fact: the right value, or the reason why it stands."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.people.dispute_rules import FIELDS, LONGEST_REASON, SHORTEST_REASON, data_of
from sanjha.people.models import Area, Dispute, Gender, Relation
from sanjha.people.web.forms import place_field
from sanjha.ui import forms as ui_forms


class Refusal(forms.Form):
    """Why the fact stands."""

    reason = ui_forms.TextField(
        label=_("Why the fact stands"),
        multiline=True,
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        help_text=_("The person reads this. Name the paper or the finding."),
    )


def _name(label: Any, *, required: bool = True) -> forms.Field:
    return ui_forms.TextField(label=label, max_length=99, required=required)


def _field(name: str) -> forms.Field:
    """The form field of one part of a fact; a new one each time, for a form changes its fields."""
    made: dict[str, Any] = {
        "name_en": lambda: _name(_("Name in English")),
        "name_pa": lambda: _name(_("Name in Punjabi")),
        "name_hi": lambda: _name(_("Name in Hindi"), required=False),
        "relation": lambda: forms.ChoiceField(label=_("Relation"), choices=Relation.choices),
        "relative_name_en": lambda: _name(_("Relative's name in English")),
        "relative_name_pa": lambda: _name(_("Relative's name in Punjabi")),
        "relative_name_hi": lambda: _name(_("Relative's name in Hindi"), required=False),
        "born_on": lambda: ui_forms.DateField(label=_("Date of birth"), latest=clock.today),
        "gender": lambda: forms.ChoiceField(label=_("Gender"), choices=Gender.choices),
        "mobile": lambda: forms.CharField(label=_("Mobile number"), max_length=20),
        "aadhaar_last4": lambda: forms.CharField(label=_("Last four digits of Aadhaar"), max_length=4),
        "address-house": lambda: ui_forms.TextField(label=_("House"), max_length=100, required=False),
        "address-street": lambda: ui_forms.TextField(label=_("Street"), max_length=100, required=False),
        "address-area": lambda: forms.ChoiceField(label=_("Area"), choices=Area.choices),
        "address-place": lambda: place_field(required=True),
        "address-post_office": lambda: ui_forms.TextField(
            label=_("Post office"), max_length=60, required=False
        ),
        "address-pin": lambda: forms.CharField(label=_("PIN code"), max_length=6, required=False),
        "address-since_year": lambda: forms.IntegerField(label=_("Living here since"), required=False),
    }
    field: forms.Field = made[name]()
    return field


def correction_form(
    fact_name: str, data: QueryDict | None = None, initial: dict[str, Any] | None = None
) -> forms.Form:
    """A form with the fields of one fact."""
    form = forms.Form(data, initial=initial)
    form.fields.update({name: _field(name) for name in FIELDS[fact_name]})
    return form


def present(dispute: Dispute) -> dict[str, Any]:
    """What the register says now, by the fields of the disputed fact."""
    data = data_of(dispute.resident)
    return {
        name: getattr(data.address, name.removeprefix("address-"))
        if name.startswith("address-")
        else getattr(data, name)
        for name in FIELDS[dispute.fact_name]
    }
