"""Forms for the life of a file beyond noting."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.operations.link_files import REFERENCES
from sanjha.eoffice.queries.life import file_by_number
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import TextField


class ActForm(forms.Form):
    """What an act on a file needs; `actor` decides which files can be named."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)


class NothingForm(ActForm):
    """An act that needs no words."""


class ReasonForm(ActForm):
    """Why."""

    reason = TextField(label=_("Reason"), max_length=500)


class NumberForm(ActForm):
    """Another file by its number. Gives the file's id in `to`."""

    number = TextField(
        label=_("Number of the other file"), max_length=100, help_text=_("File number or computer number")
    )
    reason = TextField(label=_("Reason"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number = given.pop("number", "")
        if number:
            try:
                given["to"] = file_by_number(self.actor, number).pk
            except DomainError as error:
                self.add_error("number", str(error))
        return given


class LinkForm(NumberForm):
    """A reference to another file."""

    kind = forms.ChoiceField(
        label=_("Kind of reference"), choices=[(kind.value, kind.label) for kind in REFERENCES]
    )

    field_order = ("kind", "number", "reason")


class UnlinkForm(ActForm):
    link_id = forms.UUIDField(widget=forms.HiddenInput)


class DecideForm(ActForm):
    """A decision on a proposal; refusing needs a reason."""

    remarks = TextField(label=_("Remarks"), max_length=500, required=False)
    approved = forms.TypedChoiceField(
        label=_("Decision"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    closing_id = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("approved", "remarks", "closing_id")


class CheckForm(ActForm):
    """What the check of a migrated file found."""

    agrees = forms.TypedChoiceField(
        label=_("Scan and paper"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Agrees with the paper")), ("no", _("Does not agree"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    remarks = TextField(label=_("Remarks"), max_length=500, required=False)


class BundleForm(forms.Form):
    """A bundle of paper files with its list and scans."""

    name = TextField(label=_("Name of the bundle"), max_length=120, help_text=_("Where the files lay"))
    counted = forms.IntegerField(label=_("Paper files counted on the shelf"), min_value=1, max_value=5000)
    post = forms.TypedChoiceField(label=_("At the desk of"), coerce=UUID)
    listed = forms.FileField(
        label=_("List (CSV)"),
        help_text=_("Columns: number, subject, year, head, pages, notes_pdf, correspondence_pdf"),
    )
    scans = forms.FileField(label=_("Scans (ZIP of PDFs)"), help_text=_("The names stand in the list."))

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
