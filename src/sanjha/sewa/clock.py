"""The legal clock: working days of the definition's calendar, standing still while the applicant holds the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.places import contract as places
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import Step
from sanjha.sewa.models import Objection

OFFICER, CITIZEN, CLOSED = "OFFICER", "CITIZEN", "CLOSED"
WITH_APPLICANT = Text("With the applicant", "ਬਿਨੈਕਾਰ ਕੋਲ", "आवेदक के पास")


@dataclass(frozen=True)
class Pause:
    """Days after `raised` up to and including `answered` are the applicant's; without an answer it still lasts."""

    raised: date
    answered: date | None

    def covers(self, day: date) -> bool:
        return self.raised < day and (self.answered is None or day <= self.answered)


@dataclass(frozen=True)
class DayLine:
    """One day of the account: whose it was, why the office was closed, and the working days used so far."""

    date: date
    whose: str
    why: Text
    used: int
    is_late: bool


@dataclass(frozen=True)
class Account:
    """The clock explained. `status` DRAFT: the limit was not yet compared with its notification."""

    received: date
    until: date
    limit: int | None
    status: str
    legal_reference: str
    due_date: date | None
    used: int
    with_applicant: int
    closed_days: int
    days: list[DayLine]


def pauses_of(objections: Iterable[Objection]) -> list[Pause]:
    """The pauses that objections made."""
    return [
        Pause(
            raised=objection.raised_at.astimezone(clock.IST).date(),
            answered=objection.answered_at.astimezone(clock.IST).date() if objection.answered_at else None,
        )
        for objection in objections
    ]


def limit_of(definition: ServiceDefinition, *, channel: str, on: date) -> int | None:
    """Working days by the limit in force on the day, the channel's allowance included; None where none is notified."""
    limit = definition.time_limit(on)
    if limit is None:
        return None
    return limit.working_days + sum(
        offered.allowance_days for offered in definition.channels if offered.code == channel
    )


def first_due_dates(
    definition: ServiceDefinition, *, channel: str, received: date, district: str
) -> tuple[date | None, date]:
    """For an application received on a day (that day is day 0) the last day of its limit, and of its first step."""
    limit = limit_of(definition, channel=channel, on=received)
    step_days = definition.first_step.working_days
    *due, step_due = places.dates_after(
        calendar=definition.clock.calendar,
        start=received,
        days=[step_days] if limit is None else [limit, step_days],
        district=district,
    )
    return (due[0] if due else None), step_due


def step_due_date(definition: ServiceDefinition, step: Step, *, start: date, district: str) -> date:
    """The day by which a step that begins on `start` should be done."""
    return places.working_days(
        calendar=definition.clock.calendar, start=start, days=step.working_days, district=district
    )


def due_date_after(
    definition: ServiceDefinition,
    *,
    channel: str,
    received: date,
    pauses: Sequence[Pause],
    resumed: date,
    district: str,
    before: date | None,
) -> date | None:
    """The new last day after the applicant gave the case back on `resumed`; `before` is the old one.

    A limit that had already run out when the objection was raised stays run out: asking late does not heal delay.
    """
    limit = limit_of(definition, channel=channel, on=received)
    if limit is None:
        return None
    calendar = definition.clock.calendar
    days = places.day_account(calendar=calendar, start=received, end=resumed, district=district)
    left = limit - count_used(days, received, pauses)
    if left <= 0:
        return before
    return places.working_days(calendar=calendar, start=resumed, days=left, district=district)


def count_used(days: Iterable[places.Day], received: date, pauses: Sequence[Pause]) -> int:
    """Working days after the first that were the officers'."""
    return sum(
        day.works and day.date > received and not any(pause.covers(day.date) for pause in pauses)
        for day in days
    )


def explain(
    definition: ServiceDefinition,
    *,
    channel: str,
    received: date,
    until: date,
    due_date: date | None,
    pauses: Sequence[Pause],
    district: str,
) -> Account:
    """Day by day whose days were used, from the acknowledgement to `until`."""
    days = places.day_account(
        calendar=definition.clock.calendar, start=received, end=until, district=district
    )
    limit = definition.time_limit(received)
    lines, used = [], 0
    for day in days:
        whose, why = _whose(day, pauses)
        used += whose == OFFICER and day.date > received
        lines.append(DayLine(day.date, whose, why, used, due_date is not None and day.date > due_date))
    return Account(
        received=received,
        until=until,
        limit=limit_of(definition, channel=channel, on=received),
        status=limit.status if limit else "DRAFT",
        legal_reference=limit.legal_reference if limit else "",
        due_date=due_date,
        used=used,
        with_applicant=sum(line.whose == CITIZEN for line in lines),
        closed_days=sum(line.whose == CLOSED for line in lines),
        days=lines,
    )


def _whose(day: places.Day, pauses: Sequence[Pause]) -> tuple[str, Text]:
    if any(pause.covers(day.date) for pause in pauses):
        return CITIZEN, WITH_APPLICANT
    return (OFFICER, Text("")) if day.works else (CLOSED, day.why)
