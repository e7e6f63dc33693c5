"""Forms of the registry and of a receipt."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.dak_rules import Letter
from sanjha.eoffice.models import CorrespondenceItem, Grading, Priority, Receipt, Sender
from sanjha.eoffice.operations.diarise_receipt import Entry
from sanjha.eoffice.operations.send_receipt import Marking
from sanjha.eoffice.web.fields_dak import CopiesField, ScansField
from sanjha.eoffice.web.forms import DATE_HINT, LANGUAGES, PostField
from sanjha.kernel import clock
from sanjha.ui.forms import DateField, MobileField, TextField

KEPT = (
    "post", "mode", "language", "received_on", "category", "grading", "to_post", "copies", "priority", "acknowledge",
    "name", "designation", "organisation", "address", "email", "mobile",
)  # fmt: skip
"""What "keep these fields for the next letter" keeps: a batch of like letters from one sender to one post."""
ALWAYS_KEPT = ("post", "received_on", "mode", "language")


class DiaryForm(forms.Form):
    """One line of the diary, in the order in which a letter is read."""

    form = forms.UUIDField(widget=forms.HiddenInput)
    mail = forms.UUIDField(widget=forms.HiddenInput, required=False)
    batch = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=99_999)
    post = forms.ChoiceField(label=_("At the desk of"))
    organisation = TextField(label=_("Sender: office or organisation"), max_length=160, required=False)
    name = TextField(label=_("Sender: name"), max_length=120, required=False)
    designation = TextField(label=_("Designation"), max_length=120, required=False)
    letter_number = TextField(label=_("Letter number"), max_length=80, required=False)
    letter_date = DateField(label=_("Letter date"), help_text=DATE_HINT, latest=clock.today, required=False)
    subject = TextField(label=_("Subject"), max_length=300)
    received_on = DateField(label=_("Received on"), help_text=DATE_HINT, latest=clock.today)
    mode = forms.ChoiceField(label=_("How it came"), choices=Receipt.Mode.choices)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)
    enclosures = forms.IntegerField(label=_("Enclosures"), min_value=0, max_value=500, required=False)
    address = TextField(label=_("Address"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    mobile = MobileField(label=_("Mobile number"), required=False)
    grading = forms.TypedChoiceField(label=_("Grading"), coerce=int, choices=Grading.choices, initial=0)
    category = TextField(label=_("Category"), max_length=40, required=False)
    is_vip = forms.BooleanField(label=_("VIP reference"), required=False)
    remarks = TextField(label=_("Remarks"), max_length=500, required=False)
    scans = ScansField()
    to_post = PostField(label=_("Mark to"), required=False)
    copies = PostField(label=_("Information copy to"), required=False)
    more_copies = CopiesField(required=False, widget=forms.HiddenInput)
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=Priority.choices, initial=0)
    due_date = DateField(label=_("Due"), help_text=DATE_HINT, earliest=clock.today, required=False)
    acknowledge = forms.BooleanField(label=_("Acknowledge to the sender"), required=False)
    is_no_duplicate = forms.BooleanField(label=_("I have looked: it is another letter"), required=False)
    keep = forms.BooleanField(label=_("Keep these fields for the next letter"), required=False)

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        if len(posts) == 1:
            self.fields["post"].widget = forms.HiddenInput()
            self.initial["post"] = posts[0][0]

    def entry(self, scans: Sequence[Any]) -> Entry:
        """What was typed, for the operation."""
        given = self.cleaned_data
        sender = Sender(
            **{
                part: given[part]
                for part in ("name", "designation", "organisation", "address", "email", "mobile")
            }
        )
        letter = Letter(
            sender=sender,
            **{
                part: given[part]
                for part in (
                    "subject", "received_on", "mode", "letter_number", "letter_date", "language", "grading", "category",
                    "is_vip", "remarks",
                )
            },
            enclosures=given["enclosures"] or 0,
        )  # fmt: skip
        return Entry(
            letter=letter,
            scans=scans,
            marking=self._marking(),
            acknowledge=given["acknowledge"],
            is_no_duplicate=given["is_no_duplicate"],
            form=given["form"],
            mail=given["mail"],
        )

    def _marking(self) -> Marking | None:
        given = self.cleaned_data
        copies = ([given["copies"]] if given["copies"] else []) + given["more_copies"]
        if not given["to_post"] and not copies:
            return None
        return Marking(
            to_post=given["to_post"],
            copies_to=copies,
            priority=given["priority"],
            due_date=given["due_date"],
        )


class MarkForm(forms.Form):
    """Where a receipt goes from here."""

    to_post = PostField(label=_("Send to (for action)"), required=False)
    copies = PostField(label=_("Information copy to"), required=False)
    more_copies = CopiesField(required=False, widget=forms.HiddenInput)
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=Priority.choices, initial=0)
    due_date = DateField(label=_("Due"), help_text=DATE_HINT, earliest=clock.today, required=False)
    remarks = TextField(label=_("Remarks"), max_length=500, required=False)

    def marking(self) -> Marking:
        given = self.cleaned_data
        return Marking(
            to_post=given["to_post"],
            copies_to=([given["copies"]] if given["copies"] else []) + given["more_copies"],
            remarks=given["remarks"],
            priority=given["priority"],
            due_date=given["due_date"],
        )


class ReasonForm(forms.Form):
    """Words that say why."""

    remarks = TextField(label=_("Why"), max_length=500)


class RedirectForm(ReasonForm):
    """Where what was wrongly marked belongs."""

    to_post = PostField(label=_("It belongs to"))


class FollowUpForm(forms.Form):
    """What is expected, by when."""

    words = TextField(label=_("What is expected"), max_length=300)
    due_on = DateField(label=_("By"), help_text=DATE_HINT, earliest=clock.today)


class ScanForm(forms.Form):
    """Scans for a receipt that has none yet."""

    scans = ScansField()


class PaperForm(forms.Form):
    """A paper that is added to a file."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (kind.value, kind.label)
            for kind in (CorrespondenceItem.Kind.REFERENCE, CorrespondenceItem.Kind.EXTRACT)
        ],
    )
    title = TextField(label=_("Title"), max_length=300)
    paper_date = DateField(
        label=_("Date of the paper"), help_text=DATE_HINT, latest=clock.today, required=False
    )
    scans = ScansField()


class AsideForm(forms.Form):
    """Why an e-mail is no letter to this office."""

    reason = TextField(label=_("Why it is not diarised"), max_length=300)
