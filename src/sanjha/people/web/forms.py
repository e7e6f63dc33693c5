"""The form with which an officer looks somebody up: for what purpose, and whom."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError
from sanjha.people.aadhaar_numbers import refuse_aadhaar_number
from sanjha.people.purposes import OwnPurpose
from sanjha.places import contract as places
from sanjha.ui import forms as ui_forms

PLACES = format_lazy("{}?kinds=village,town,outgrowth,ulb", reverse_lazy("places:search"))
KINDS = ("VILLAGE", "TOWN", "OUTGROWTH", "ULB")


def _label_of(code: str) -> str | None:
    found = places.get_places(codes=[code])
    return str(found[0].name) if found and found[0].kind in KINDS else None


def _find(text: str) -> Sequence[tuple[str, str]]:
    found = places.search_places(text=text, kinds=KINDS, limit=10)
    return [(place.code, f"{place.name} ({place.code})") for place in found]


def place_field(*, required: bool) -> forms.Field:
    """A village or town, chosen from the register of places."""
    return ui_forms.ComboboxField(
        label=_("Village or town"),
        required=required,
        label_of=_label_of,
        find=_find,
        url=cast(str, PLACES),  # looked up when a page is made, not when this module is read
    )


class Search(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", _("Choose")), *OwnPurpose.choices])
    case = ui_forms.TextField(
        label=_("Case number or reason"),
        min_length=3,
        max_length=120,
        help_text=_("The person can see who looked, when and why."),
    )
    text = ui_forms.TextField(
        label=_("Name"),
        required=False,
        max_length=99,
        help_text=_("In English, Punjabi or Hindi; spelling does not matter."),
    )
    relative = ui_forms.TextField(
        label=_("Father's, husband's or mother's name"), required=False, max_length=99
    )
    place = place_field(required=False)
    mobile = forms.CharField(
        label=_("Mobile number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    reference = forms.CharField(label=_("Reference"), required=False, max_length=30)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_case(self) -> str:
        """What is typed here is kept in the log for ever."""
        case: str = self.cleaned_data["case"]
        try:
            refuse_aadhaar_number(case, field="case")
        except DomainError as error:
            raise forms.ValidationError(str(error), code=error.code) from None
        return case

    def sought(self) -> dict[str, Any]:
        """What to look for, as the contract takes it."""
        given = self.cleaned_data
        return {name: given[name] or "" for name in ("text", "relative", "place", "mobile", "reference")}
