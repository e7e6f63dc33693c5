"""Forms of the record room."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models import LegalHold, RecordClass, RecordReview
from sanjha.eoffice.web.forms import DATE_HINT
from sanjha.eoffice.web.forms_life import ActForm
from sanjha.kernel import clock
from sanjha.ui.forms import DateField, TextField


class RecordForm(ActForm):
    """The class of a closed file, and where its paper lies."""

    record_class = forms.ChoiceField(
        label=_("Class of the record"), choices=[("", _("Choose")), *RecordClass.choices]
    )
    location = TextField(label=_("Where its paper lies"), max_length=120, required=False)


class ReviewForm(ActForm):
    """What a review found."""

    outcome = forms.ChoiceField(label=_("Keep or weed"), choices=RecordReview.Outcome.choices)
    remarks = TextField(label=_("Remarks"), max_length=500)
    next_review_on = DateField(
        label=_("Next review"), help_text=DATE_HINT, earliest=clock.today, required=False
    )


class HoldForm(ActForm):
    """Why nothing of the file may be weeded."""

    ground = forms.ChoiceField(label=_("Ground"), choices=LegalHold.Ground.choices)
    reference = TextField(
        label=_("Reference"), max_length=200, help_text=_("Number of the case, request or audit")
    )


class LiftForm(ActForm):
    hold_id = forms.UUIDField(widget=forms.HiddenInput)


class SlipForm(forms.Form):
    """A slip for a recorded file."""

    number = TextField(label=_("Number of the file"), max_length=100)
    purpose = TextField(label=_("Purpose"), max_length=500)
    until = DateField(label=_("Until"), help_text=DATE_HINT, earliest=clock.today)
    post = forms.TypedChoiceField(label=_("At the desk of"), coerce=UUID)

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


class SlipDecisionForm(forms.Form):
    """Issue or refuse."""

    issued = forms.TypedChoiceField(
        coerce=lambda value: value == "yes", choices=[("yes", _("Issue")), ("no", _("Refuse"))]
    )
    remarks = TextField(max_length=500, required=False)


class WeedingForm(forms.Form):
    """Which files, and why."""

    entries = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    reason = TextField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = files  # type: ignore[attr-defined]


class PackageForm(forms.Form):
    """A package of another house."""

    package = forms.FileField(label=_("Archive of a file (ZIP)"))
    trusted_key = TextField(
        label=_("Fingerprint of the key that must have signed it"), max_length=64, required=False
    )
