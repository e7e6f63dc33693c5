"""The decision about a pair of entries, and what the reasons are called."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanjha.people.duplicate_rules import LONGEST_NOTE, SHORTEST_NOTE
from sanjha.people.models import Duplicate
from sanjha.people.resemblance import Reason
from sanjha.ui import forms as ui_forms

WORDS: dict[str, Any] = {
    Reason.NAME: _("the name sounds the same"),
    Reason.NAME_ALIKE: _("the names sound alike"),
    Reason.RELATIVE: _("the same relative"),
    Reason.BIRTH_DATE: _("the same date of birth"),
    Reason.DAY_AND_MONTH: _("day and month of birth the other way round"),
    Reason.MOBILE: _("the same mobile number"),
    Reason.PLACE: _("the same village or town"),
    Reason.AADHAAR: _("the same four digits of Aadhaar"),
}


class Apart(forms.Form):
    """Why the pair is two people, or a merge is undone."""

    note = ui_forms.TextField(
        label=_("Reason"),
        multiline=True,
        min_length=SHORTEST_NOTE,
        max_length=LONGEST_NOTE,
        help_text=_("For example the papers that were compared. It is kept with the decision."),
    )


class Merge(Apart):
    """Which entry is kept, and why the two are one person."""

    keep = forms.ChoiceField(label=_("Which entry is kept"), widget=forms.RadioSelect)
    field_order = ("keep", "note")

    def __init__(self, pair: Duplicate, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["keep"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
        field.choices = [(str(row.pk), row.reference) for row in (pair.first, pair.second)]
