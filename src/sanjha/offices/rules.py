"""Decisions about offices, posts and tenures: values in, an error or nothing out."""

import re
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.text import Text, normalise
from sanjha.offices.models import Officer, Post, Tenure

ADMINISTRATOR = "office_admin"
EARLIEST = date(1950, 1, 1)
# By which calendar of the register of places an office works.
CALENDARS = {"SECRETARIAT": "SECRETARIAT", "DIRECTORATE": "SECRETARIAT", "SEWA_KENDRA": "KENDRA"}
_CODE = re.compile(r"[A-Z0-9]+([-/][A-Z0-9]+)*")
_DESIGNATION = re.compile(r"[a-z][a-z0-9_]*")
_MOBILE = re.compile(r"[6-9][0-9]{9}")
_GURMUKHI = re.compile("[\u0a05-\u0a39]")
_DEVANAGARI = re.compile("[\u0905-\u0939]")


def calendar_of(office_kind: str) -> str:
    return CALENDARS.get(office_kind, "FIELD")


def administers(actor: Actor) -> bool:
    """Whether the actor keeps the register for some office, or is the system itself."""
    return actor.kind is Kind.SYSTEM or actor.holds(ADMINISTRATOR)


def may_administer(actor: Actor, chain: Collection[UUID]) -> bool:
    """Whether the actor keeps the register for an office; `chain` is that office and all offices above it."""
    if actor.kind is Kind.SYSTEM:
        return True
    return any(held.designation == ADMINISTRATOR and held.office in chain for held in actor.posts.values())


def check_may_administer(actor: Actor, chain: Collection[UUID], *, field: str = "") -> None:
    if not may_administer(actor, chain):
        raise NotPermitted(
            _("Only the administrator of this office, or of an office above it, may change this."),
            field=field,
        )


def check_administers(actor: Actor) -> None:
    if not administers(actor):
        raise NotPermitted(_("Only an office administrator may change the register of offices."))


def check_post_open(post: Post) -> None:
    if not post.is_active:
        raise DomainError(_("This post was closed and takes no officer."), code="post-closed", field="post")


def check_in_service(officer: Officer, field: str = "officer") -> None:
    if not officer.is_active:
        raise DomainError(_("This officer is no longer in service."), code="not-in-service", field=field)


def check_begins(from_date: date, today: date, *, field: str = "from_date") -> None:
    """Charge is assumed on the day itself or entered afterwards, never beforehand."""
    if from_date > today:
        raise DomainError(_("Charge cannot be assumed on a day to come."), code="future", field=field)
    if from_date < EARLIEST:
        raise DomainError(_("The date lies before the year 1950."), code="too-early", field=field)


def check_ends(on: date, tenure: Tenure, today: date, *, field: str = "on") -> None:
    if on > today:
        raise DomainError(
            _("An officer is relieved on the day itself, not beforehand."), code="future", field=field
        )
    if on < tenure.from_date:
        raise DomainError(
            _("The officer assumed charge on %(date)s only.") % {"date": f"{tenure.from_date:%d-%m-%Y}"},
            code="before-joining",
            field=field,
        )


def check_span(from_date: date, to_date: date, *, field: str) -> None:
    """A first day and the day after the last. Raises DomainError when nothing lies between."""
    if from_date < EARLIEST:
        raise DomainError(_("The date lies before the year 1950."), code="too-early", field="from_date")
    if to_date <= from_date:
        raise DomainError(_("This date must lie after the first day."), code="not-after", field=field)
    if (to_date - from_date).days > 3660:
        raise DomainError(_("This is longer than ten years."), code="too-long", field=field)


def clean(text: str, field: str, *, longest: int = 120, required: bool = True) -> str:
    """The text with single spaces. Raises DomainError naming the field when it is missing or too long."""
    text = normalise(text, field=field)
    if required and not text:
        raise DomainError(_("Fill in this field."), code="required", field=field)
    if len(text) > longest:
        raise DomainError(
            _("Shorten this to %(longest)s characters.") % {"longest": longest}, code="too-long", field=field
        )
    return text


def clean_code(code: str, *, longest: int, field: str = "code") -> str:
    code = clean(code, field, longest=longest).upper()
    if not _CODE.fullmatch(code):
        raise DomainError(
            _("A code has capital letters and digits, in groups joined by - or /."),
            code="wrong-code",
            field=field,
        )
    return code


def clean_office_code(code: str) -> str:
    """A code without "/", which parts the office from the post in the code of a post."""
    code = clean_code(code, longest=30)
    if "/" in code:
        raise DomainError(_("The code of an office has no / in it."), code="wrong-code", field="code")
    return code


def post_code(office_code: str, designation: str, taken: Collection[str]) -> str:
    """The code to suggest for a post, such as "BNL-TEH-TAP/NAIB-TEHSILDAR-2" where one stands already."""
    first = f"{office_code}/{designation.upper().replace('_', '-').strip('-')}"
    number, code = 1, first
    while code in taken:
        number += 1
        code = f"{first}-{number}"
    return code


def clean_designation(designation: str) -> str:
    if not _DESIGNATION.fullmatch(designation) or len(designation) > 40:
        raise DomainError(
            _("A designation is a word of small letters such as naib_tehsildar."),
            code="wrong-designation",
            field="designation",
        )
    return designation


def clean_names(names: Text, prefix: str, *, hindi: bool = True) -> Text:
    """The names in two or three scripts, each in its own. Raises DomainError naming the field, such as "title_pa"."""
    cleaned = Text(
        clean(names.en, f"{prefix}_en", longest=100),
        clean(names.pa, f"{prefix}_pa", longest=100),
        clean(names.hi, f"{prefix}_hi", longest=100, required=hindi),
    )
    if not _GURMUKHI.search(cleaned.pa):
        raise DomainError(_("Write this in Gurmukhi letters."), code="wrong-script", field=f"{prefix}_pa")
    if cleaned.hi and not _DEVANAGARI.search(cleaned.hi):
        raise DomainError(_("Write this in Devanagari letters."), code="wrong-script", field=f"{prefix}_hi")
    return cleaned


def clean_mobile(mobile: str) -> str:
    mobile = normalise(mobile, field="mobile")
    if mobile and not _MOBILE.fullmatch(mobile):
        raise DomainError(
            _("Type a mobile number of ten digits that begins with 6, 7, 8 or 9."),
            code="mobile",
            field="mobile",
        )
    return mobile


def check_is_system(actor: Actor) -> None:
    """Some answers serve oversight only, and are given to nobody in person."""
    if actor.kind is not Kind.SYSTEM:
        raise NotPermitted(_("Only the system asks this."))
