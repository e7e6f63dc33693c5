"""Take over a list of holidays (CSV): all of it or nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import DomainError
from sanjha.places import rules
from sanjha.places.events import HolidaysLoaded
from sanjha.places.models import Calendar, Holiday, Place, Status
from sanjha.places.official_files import FileRefused, Line, LineError, read_lines, split_lines

_NEEDED = {"date", "name_en", "name_pa", "name_hi"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Key = tuple[date, str, str | None, str]


@dataclass(frozen=True)
class HolidayReport:
    """What a list did to the calendar."""

    created: int
    changed: int
    unchanged: int


def load_holidays(*, path: Path, actor: Actor = SYSTEM) -> HolidayReport:
    """Take over a list with the columns date, name_en, name_pa, name_hi and perhaps weekday, calendar, district_lgd,
    status and source. Holidays that were entered or changed by a person are not in the list and stay as they are.

    Raises FileRefused with line, field and rule, NotPermitted, and DomainError for a file of another kind.
    """
    rules.check_can_keep_registers(actor)
    text, _digest = read_lines(path)
    header, lines, errors = split_lines(text)
    if not set(header) >= _NEEDED:
        raise DomainError(
            _("%(file)s is no list of holidays: it needs the columns date, name_en, name_pa and name_hi.")
            % {"file": path.name},
            code="unknown-header",
            field="path",
        )
    listed = _read(lines, errors)
    if errors:
        raise FileRefused(path.name, sorted(errors, key=lambda error: error.line))
    return _store(listed, actor)


def _read(lines: list[tuple[int, Line]], errors: list[LineError]) -> dict[Key, Holiday]:
    calendars = set(Calendar.objects.values_list("code", flat=True))
    districts = set(Place.objects.filter(kind=Place.Kind.DISTRICT).values_list("code", flat=True))
    listed: dict[Key, Holiday] = {}
    for number, line in lines:
        try:
            holiday = _holiday(line, calendars, districts)
        except DomainError as error:
            errors.append(LineError(number, error.field, error.message))
            continue
        if _key(holiday) in listed:
            errors.append(LineError(number, "date", _("the same holiday stands in the list already")))
        listed[_key(holiday)] = holiday
    return listed


def _key(holiday: Holiday) -> Key:
    return holiday.date, holiday.name_en, holiday.calendar_id, holiday.district


def _holiday(line: Line, calendars: set[str], districts: set[str]) -> Holiday:
    day = _date(line)
    names = {name: rules.clean_words(line[name], name) for name in ("name_en", "name_pa", "name_hi")}
    rules.check_in_script(names["name_pa"], "name_pa")
    rules.check_in_script(names["name_hi"], "name_hi")
    calendar = line.get("calendar", "").strip() or None
    if calendar and calendar not in calendars:
        raise DomainError(_("there is no such calendar"), field="calendar")
    district = "D" + line["district_lgd"].strip() if line.get("district_lgd", "").strip() else ""
    if district and district not in districts:
        raise DomainError(_("there is no such district"), field="district_lgd")
    status = line.get("status", "").strip().upper() or Status.DRAFT
    if status not in Status.values:
        raise DomainError(_("must be DRAFT or VERIFIED"), field="status")
    source = line.get("source", "").strip() or _("list of holidays")
    return Holiday(
        date=day,
        calendar_id=calendar,
        district=district,
        status=status,
        source=rules.clean_words(source, "source", longest=200),
        **names,
    )


def _date(line: Line) -> date:
    try:
        day = date.fromisoformat(line["date"].strip())
    except ValueError:
        raise DomainError(_("must be a date such as 2026-01-26"), field="date") from None
    rules.check_holiday_date(day)
    weekday = line.get("weekday", "").strip().lower()
    if weekday and weekday[:3] != _DAYS[day.weekday()]:
        raise DomainError(_("is not the weekday of this date"), field="weekday")
    return day


def _store(listed: dict[Key, Holiday], actor: Actor) -> HolidayReport:
    with transaction.atomic(durable=True):
        days = {key[0] for key in listed}
        held_rows = Holiday.objects.select_for_update().filter(date__in=days)
        # A standing holiday counts before a removed one of the same name.
        standing = {_key(held): held for held in held_rows.order_by(F("removed_at").desc(nulls_last=True))}
        created = [holiday for key, holiday in listed.items() if key not in standing]
        changed = []
        for key, holiday in listed.items():
            held = standing.get(key)
            if held is not None and held.removed_at is None and _reword(held, holiday):
                changed.append(held)
        Holiday.objects.bulk_create(created)
        Holiday.objects.bulk_update(changed, ["name_pa", "name_hi", "source", "status"])
        if created or changed:
            events.publish(HolidaysLoaded(len(created), len(changed)))
            audit.record(actor, "HOLIDAYS_LOADED", stream="calendars", rows=[*created, *changed])
    return HolidayReport(len(created), len(changed), len(listed) - len(created) - len(changed))


def _reword(held: Holiday, listed: Holiday) -> bool:
    """Take over the list's wording, unless the holiday was verified and the list is only a draft."""
    if held.status == Status.VERIFIED and listed.status == Status.DRAFT:
        return False
    before = (held.name_pa, held.name_hi, held.source, held.status)
    held.name_pa, held.name_hi, held.source, held.status = (
        listed.name_pa,
        listed.name_hi,
        listed.source,
        listed.status,
    )
    return before != (held.name_pa, held.name_hi, held.source, held.status)
