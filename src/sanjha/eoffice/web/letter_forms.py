"""Forms of letters: what is drafted, why it is withdrawn, how it is dispatched, what became of it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice import markup
from sanjha.eoffice.models import Addressee, Dispatch, Draft, DraftVersion
from sanjha.eoffice.operations.create_draft import PURPOSE, Words
from sanjha.eoffice.web.forms import DATE_HINT, LANGUAGES, PostField
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError
from sanjha.people import contract as people
from sanjha.ui.forms import DateField, TextField

_BLANK = re.compile(r"\n\s*\n")
_OUTSIDE = _(
    "The name on the first line, the address below, an e-mail address on a line of its own; an empty line between two."
)


class LetterForm(forms.Form):
    """A letter. Typed without an editor its body is plain text; the editor sends HTML in `html`."""

    form = forms.ChoiceField(label=_("Form of the letter"), choices=Draft.Form.choices)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)
    reply_to = forms.ChoiceField(label=_("In reply to"), required=False)
    signing_post = PostField(label=_("Goes out over the signature of"))
    subject = TextField(label=_("Subject"), max_length=300)
    to_post = PostField(label=_("To a post on this system"), required=False)
    second_post = PostField(label=_("To a second post"), required=False)
    outside = TextField(
        label=_("To somebody outside"), multiline=True, max_length=4000, required=False, help_text=_OUTSIDE
    )
    resident_reference = TextField(
        label=_("To a resident, by reference"),
        max_length=40,
        required=False,
        help_text=_("The letter can then go into the resident's locker."),
    )
    resident = forms.UUIDField(required=False, widget=forms.HiddenInput)
    copy_post = PostField(label=_("Copy to a post"), required=False)
    copies = TextField(label=_("Copies outside"), multiline=True, max_length=4000, required=False)
    body = forms.CharField(label=_("The letter"), required=False, widget=forms.Textarea(attrs={"rows": 14}))
    html = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_to"].choices = [("", _("Nothing: a new letter")), *papers]  # type: ignore[attr-defined]

    def words(self, file_number: str, present: DraftVersion | None = None) -> Words:
        """What was typed, as the operations take it; the markup of `present` stays where its words do.

        Raises DomainError of the register of residents.
        """
        given = self.cleaned_data
        body = given["html"] or markup.from_plain(given["body"])
        if present and not given["html"] and markup.words_of(body) == present.text:
            body = present.body
        return Words(
            subject=given["subject"],
            body=body,
            addressees=list(self._addressees(file_number)),
        )

    def _addressees(self, file_number: str) -> Iterator[Addressee]:
        given = self.cleaned_data
        for name in ("to_post", "second_post"):
            if given[name]:
                yield Addressee(name="", post=given[name])
        if resident := self._resident(file_number):
            yield Addressee(name="", resident=resident)
        yield from outside_of(given["outside"], is_copy=False)
        if given["copy_post"]:
            yield Addressee(name="", post=given["copy_post"], is_copy=True)
        yield from outside_of(given["copies"], is_copy=True)

    def _resident(self, file_number: str) -> UUID | None:
        reference = self.cleaned_data["resident_reference"]
        if not reference:
            resident: UUID | None = self.cleaned_data["resident"]
            return resident
        found = people.find_residents(reference=reference, limit=1, purpose=Purpose(PURPOSE, file_number))
        if not found:
            raise DomainError(
                _("No resident has this reference."), code="unknown-resident", field="resident_reference"
            )
        return found[0].id


def outside_of(text: str, *, is_copy: bool) -> Iterator[Addressee]:
    """Addressees as they are typed: a paragraph each, the name on its first line."""
    for paragraph in _BLANK.split(text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines:
            mails = [line for line in lines[1:] if "@" in line]
            rest = [line for line in lines[1:] if "@" not in line]
            yield Addressee(
                name=lines[0], address="\n".join(rest), email=mails[0] if mails else "", is_copy=is_copy
            )


def initial_of(draft: Draft, version: DraftVersion) -> dict[str, Any]:
    """A version as the form shows it."""
    each = version.addressees.each
    posts = [who.post for who in each if who.post and not who.is_copy]
    return {
        "form": draft.form,
        "language": draft.language,
        "reply_to": str(draft.reply_to_id or ""),
        "signing_post": draft.signing_post,
        "subject": version.subject,
        "to_post": posts[0] if posts else None,
        "second_post": posts[1] if len(posts) > 1 else None,
        "outside": _typed(who for who in each if not (who.post or who.resident or who.is_copy)),
        "resident": next((who.resident for who in each if who.resident), None),
        "copy_post": next((who.post for who in each if who.post and who.is_copy), None),
        "copies": _typed(who for who in each if who.is_copy and not who.post),
        "body": "\n\n".join(version.text.split("\n")),
        "html": version.body,
        "seen": version.number,
    }


def _typed(each: Iterator[Addressee]) -> str:
    return "\n\n".join(
        "\n".join(part for part in (who.name, who.designation, who.address, who.email) if part)
        for who in each
    )


class WithdrawForm(forms.Form):
    """Why a draft is withdrawn. It stands in the same page as the letter."""

    prefix = "withdraw"

    reason = TextField(label=_("Why it is withdrawn"), max_length=500)


class DispatchForm(forms.Form):
    """How the letter goes to one of its addressees."""

    addressee = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    mode = forms.ChoiceField(label=_("How it goes"), choices=Dispatch.Mode.choices)
    tracking_number = TextField(label=_("Number of the registered letter"), max_length=60, required=False)


class ReturnForm(forms.Form):
    """What became of a dispatch."""

    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[
            (state.value, state.label)
            for state in (Dispatch.State.DELIVERED, Dispatch.State.RETURNED, Dispatch.State.BOUNCED)
        ],
    )
    remarks = TextField(label=_("Remarks"), max_length=500, required=False)


class RegisterForm(forms.Form):
    """Which lines of the dispatch register are wanted."""

    q = TextField(label=_("Number or recipient"), max_length=100, required=False)
    mode = forms.ChoiceField(
        label=_("How it goes"), required=False, choices=[("", _("All")), *Dispatch.Mode.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Dispatch.State.choices]
    )
    from_date = DateField(label=_("From"), help_text=DATE_HINT, required=False)
    to_date = DateField(label=_("To"), help_text=DATE_HINT, required=False)

    def clean_from_date(self) -> date | None:
        found: date | None = self.cleaned_data["from_date"]
        return found
