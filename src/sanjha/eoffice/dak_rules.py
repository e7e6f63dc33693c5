"""Decisions about letters: what a diary entry must say, and what may be done with a receipt."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Grading, Receipt, Sender
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import LANGUAGES, normalise

MOST_COPIES = 20
MOST_SCANS = 12
LONGEST_SUBJECT = 300
_LENGTHS = {"name": 120, "designation": 120, "organisation": 160, "address": 300, "email": 200, "mobile": 16}
_MOBILE = re.compile(r"(?:\+?91|0)?([6-9][0-9]{9})")
_NOT_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Letter:
    """What the diary says of a letter. `received_on` is the day on which it came to the office."""

    sender: Sender
    subject: str
    received_on: date
    mode: str = Receipt.Mode.POST
    letter_number: str = ""
    letter_date: date | None = None
    language: str = "pa"
    grading: int = Grading.NORMAL
    category: str = ""
    enclosures: int = 0
    is_vip: bool = False
    remarks: str = ""


def checked(letter: Letter, today: date) -> Letter:
    """The letter in good form. Raises DomainError that names the field."""
    if letter.mode not in Receipt.Mode.values or letter.language not in LANGUAGES:
        raise DomainError(_("Choose how the letter came and in which language it is."), code="unknown-choice")
    if letter.grading not in Grading.values:
        raise DomainError(_("Choose a grading of the list."), code="unknown-choice", field="grading")
    _check_days(letter, today)
    if not 0 <= letter.enclosures <= 500:
        raise DomainError(_("At most 500 enclosures."), code="too-many", field="enclosures")
    return Letter(
        sender=sender_of(letter.sender),
        subject=_within(letter.subject, "subject", 3, LONGEST_SUBJECT),
        received_on=letter.received_on,
        mode=letter.mode,
        letter_number=_within(letter.letter_number, "letter_number", 0, 80),
        letter_date=letter.letter_date,
        language=letter.language,
        grading=letter.grading,
        category=_within(letter.category, "category", 0, 40),
        enclosures=letter.enclosures,
        is_vip=letter.is_vip,
        remarks=_within(letter.remarks, "remarks", 0, 500),
    )


def sender_of(sender: Sender) -> Sender:
    """The sender in good form: a name or an organisation, an e-mail address and a mobile number that can be."""
    given = {
        field: _within(getattr(sender, field), field, 0, most, lines=field == "address")
        for field, most in _LENGTHS.items()
    }
    if not given["name"] and not given["organisation"]:
        raise DomainError(_("Say who wrote: a name or an organisation."), code="missing", field="name")
    if given["email"]:
        try:
            validate_email(given["email"])
        except ValidationError:
            raise DomainError(_("This is no e-mail address."), code="email", field="email") from None
    if given["mobile"]:
        found = _MOBILE.fullmatch(re.sub(r"[\s-]", "", given["mobile"]))
        if found is None:
            raise DomainError(
                _("Type a mobile number of ten digits that begins with 6, 7, 8 or 9."),
                code="mobile",
                field="mobile",
            )
        given["mobile"] = found[1]
    return Sender(**given)


def likeness(sender: Sender, letter_number: str) -> str:
    """What letters of one sender with one number share; empty for a letter without a number."""
    number = _NOT_LETTERS.sub("", letter_number.casefold())
    who = _NOT_LETTERS.sub("", (sender.organisation or sender.name).casefold())
    return sha256(f"{who}|{number}".encode()).hexdigest() if number else ""


def check_open(receipt: Receipt) -> None:
    """Raises DomainError for a receipt that is closed or in a file: it lies with nobody."""
    if receipt.state == Receipt.State.IN_FILE:
        raise DomainError(_("This receipt is in a file and moves with it."), code="in-file")
    if receipt.state == Receipt.State.CLOSED:
        raise DomainError(_("This receipt is closed. Reopen it first."), code="closed")


def check_copies(copies: Collection[object]) -> None:
    if len(copies) > MOST_COPIES:
        raise DomainError(
            _("At most %(most)s information copies.") % {"most": MOST_COPIES},
            code="too-many",
            field="copies_to",
        )


def reason_of(text: str, *, field: str = "remarks") -> str:
    """Words that must be there. Raises DomainError when they are missing or too long."""
    return _within(text, field, 3, 500)


def _check_days(letter: Letter, today: date) -> None:
    if letter.received_on > today:
        raise DomainError(_("A letter cannot come on a day ahead."), code="date-ahead", field="received_on")
    if letter.letter_date is not None and letter.letter_date > letter.received_on:
        raise DomainError(
            _("The letter is dated after the day on which it came."), code="date-ahead", field="letter_date"
        )


def _within(text: str, field: str, least: int, most: int, *, lines: bool = False) -> str:
    text = normalise(text, field=field, multiline=lines)
    if len(text) < least:
        raise DomainError(_("Write a few words here."), code="missing", field=field)
    if len(text) > most:
        raise DomainError(_("At most %(most)s letters.") % {"most": most}, code="too-long", field=field)
    return text
