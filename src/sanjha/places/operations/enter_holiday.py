"""Make a day a holiday, of one calendar or of all, in one district or in the whole state."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.places import rules
from sanjha.places.events import HolidayEntered
from sanjha.places.models import Calendar, Holiday, Place, Status


@dataclass(frozen=True)
class HolidayData:
    """What an administrator types of a holiday. An empty calendar or district means all of them."""

    date: date
    name_en: str
    name_pa: str
    name_hi: str
    source: str
    calendar: str = ""
    district: str = ""
    status: str = Status.DRAFT


def enter_holiday(*, data: HolidayData, reason: str, actor: Actor) -> Holiday:
    """Enter the holiday with its source. Due dates reckoned from now on pass over it.

    Raises NotPermitted unless the actor keeps the calendars, DomainError naming the field that breaks a rule, Conflict
    when the same holiday stands already.
    """
    rules.check_can_keep_registers(actor)
    reason = rules.check_reason(reason)
    holiday = Holiday()
    with transaction.atomic(durable=True):
        fill(holiday, data)
        refuse_double(holiday)
        holiday.save(force_insert=True)
        events.publish(HolidayEntered(holiday.id, holiday.date, data.calendar, data.district))
        audit.record(
            actor, "HOLIDAY_ENTERED", stream="calendars", rows=[holiday], holiday=holiday.id, reason=reason
        )
    return holiday


def fill(holiday: Holiday, data: HolidayData) -> None:
    """Write checked values into the row. Raises DomainError naming the field."""
    rules.check_holiday_date(data.date)
    holiday.date = data.date
    holiday.name_en = rules.clean_words(data.name_en, "name_en")
    holiday.name_pa = rules.clean_words(data.name_pa, "name_pa")
    holiday.name_hi = rules.clean_words(data.name_hi, "name_hi")
    rules.check_in_script(holiday.name_pa, "name_pa")
    rules.check_in_script(holiday.name_hi, "name_hi")
    holiday.source = rules.clean_words(data.source, "source", longest=200)
    if data.calendar and not Calendar.objects.filter(code=data.calendar).exists():
        raise DomainError(_("Choose a calendar of the list."), code="unknown", field="calendar")
    holiday.calendar_id = data.calendar or None
    if data.district and not Place.objects.filter(code=data.district, kind=Place.Kind.DISTRICT).exists():
        raise DomainError(_("Choose a district of the list."), code="unknown", field="district")
    holiday.district = data.district
    if data.status not in Status.values:
        raise DomainError(_("Choose draft or verified."), code="unknown", field="status")
    holiday.status = data.status


def refuse_double(holiday: Holiday) -> None:
    """Raises Conflict when the same holiday stands for the same calendar and district on that day."""
    same = Holiday.objects.select_for_update(of=("self",)).filter(
        date=holiday.date,
        name_en=holiday.name_en,
        calendar__code=holiday.calendar_id,
        district=holiday.district,
        removed_at__isnull=True,
    )
    if same.exclude(id=holiday.id).exists():
        raise Conflict(_("This holiday stands on that date already."), code="double", field="date")
