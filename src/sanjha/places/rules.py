"""Decisions about places and calendars: values in, an error or nothing out."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.text import normalise

KEEPERS = ("office_admin",)
NAMERS = ("office_admin", "tehsildar", "naib_tehsildar", "kanungo")
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
LONGEST_NAME = 120
_GURMUKHI = re.compile(r"^[\u0a01-\u0a76\u0964 .,:;()/0-9'-]+$")
_DEVANAGARI = re.compile(r"^[\u0900-\u097f .,:;()/0-9'-]+$")
_LETTER = {"name_pa": re.compile("[\u0a05-\u0a39\u0a72\u0a73]"), "name_hi": re.compile("[\u0905-\u0939]")}


def may_keep_registers(actor: Actor) -> bool:
    """Whether the actor keeps places and calendars: an office administrator, or the system itself."""
    return actor.kind is Kind.SYSTEM or actor.holds(*KEEPERS)


def may_name_places(actor: Actor) -> bool:
    return actor.kind is Kind.SYSTEM or actor.holds(*NAMERS)


def check_can_keep_registers(actor: Actor) -> None:
    if not may_keep_registers(actor):
        raise NotPermitted(
            _("Only an office administrator may change the register of places and the calendars.")
        )


def check_can_name_places(actor: Actor) -> None:
    if not may_name_places(actor):
        raise NotPermitted(
            _("Only the tehsil's revenue officers or an office administrator may record a place's name.")
        )


def check_in_script(text: str, field: str) -> None:
    """A Punjabi name is written in Gurmukhi and a Hindi one in Devanagari. Empty passes."""
    if not text:
        return
    pattern = _GURMUKHI if field == "name_pa" else _DEVANAGARI
    if not pattern.match(text) or not _LETTER[field].search(text):
        raise DomainError(
            _("Write the Punjabi name in Gurmukhi letters.")
            if field == "name_pa"
            else _("Write the Hindi name in Devanagari letters."),
            code="wrong-script",
            field=field,
        )


def check_holiday_date(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise DomainError(
            _("The date lies outside the years 1950 to 2100."), code="date-out-of-range", field="date"
        )


def clean_words(text: str, field: str, *, longest: int = LONGEST_NAME) -> str:
    """The text with single spaces. Raises DomainError naming the field when it is empty or too long."""
    text = normalise(text, field=field)
    if not text:
        raise DomainError(_("Fill in this field."), code="required", field=field)
    if len(text) > longest:
        raise DomainError(
            _("Shorten this to %(longest)s characters.") % {"longest": longest}, code="too-long", field=field
        )
    return text


def check_reason(reason: str) -> str:
    """A change of the calendar moves due dates of citizens, so it says why."""
    return clean_words(reason, "reason", longest=300)
