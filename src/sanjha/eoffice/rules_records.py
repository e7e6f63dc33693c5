"""Decisions of the record room: who keeps it, and for how long. Values in, a refusal or nothing out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.eoffice.models import File, Requisition, RetentionRule
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted


@dataclass(frozen=True)
class Dates:
    """When a recorded file is looked at again, and from when it may be weeded; never for classes that are for ever."""

    review_on: date
    destroy_on: date | None


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def dates_of(rule: RetentionRule, recorded_on: date) -> Dates:
    """The dates that a rule gives a file recorded on that day."""
    return Dates(
        review_on=years_after(recorded_on, rule.review_years),
        destroy_on=None if rule.keep_years is None else years_after(recorded_on, rule.keep_years),
    )


def check_keeps(file: File, office: UUID) -> None:
    """The records officer keeps the files of the own office and of those below."""
    if office not in file.offices:
        raise NotPermitted(_("This file belongs to another record room."), code="other-room")


def check_recordable(file: File) -> None:
    if file.state != File.State.CLOSED:
        raise DomainError(_("Only a closed file goes to the record room."), code="not-closed")


def check_recorded(file: File) -> None:
    if file.state != File.State.RECORDED:
        raise DomainError(_("The file is not in the record room."), code="not-recorded")


def check_not_held(numbers: Collection[str]) -> None:
    """A legal hold (court, request for information, audit) blocks weeding."""
    if numbers:
        raise DomainError(
            _("A legal hold stands on: %(files)s.") % {"files": ", ".join(sorted(numbers))}, code="on-hold"
        )


def check_approves_weeding(drawn_by: UUID | None, officer: UUID | None) -> None:
    if drawn_by == officer:
        raise NotPermitted(_("Somebody else than who drew the list approves it."), code="own-list")


def check_undecided(slip: Requisition) -> None:
    if slip.is_issued is not None:
        raise Conflict(_("The slip is decided already."), code="decided")


def check_until(until: date, today: date) -> None:
    if until <= today:
        raise DomainError(_("Choose a day after today."), code="date-passed", field="until")
