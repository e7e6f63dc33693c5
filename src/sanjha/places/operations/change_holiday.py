"""Correct a holiday: another date, another wording, or verified against the gazette."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.places import rules
from sanjha.places.events import HolidayChanged
from sanjha.places.models import Holiday
from sanjha.places.operations.enter_holiday import HolidayData, fill, refuse_double


def change_holiday(*, holiday_id: UUID, data: HolidayData, reason: str, actor: Actor) -> Holiday:
    """Put the new values in place of the old ones; the audit trail keeps the old date and the reason.

    Raises NotPermitted, NotFound for a removed or unknown holiday, DomainError naming a field, Conflict for a double.
    """
    rules.check_can_keep_registers(actor)
    reason = rules.check_reason(reason)
    with transaction.atomic(durable=True):
        holiday = standing(holiday_id)
        before = holiday.date
        fill(holiday, data)
        refuse_double(holiday)
        holiday.save()
        events.publish(HolidayChanged(holiday.id, before, holiday.date, data.calendar, data.district))
        audit.record(
            actor,
            "HOLIDAY_CHANGED",
            stream="calendars",
            rows=[holiday],
            holiday=holiday.id,
            date_before=before,
            reason=reason,
        )
    return holiday


def standing(holiday_id: UUID) -> Holiday:
    """The holiday, locked. Raises NotFound when there is none or it was removed."""
    try:
        return Holiday.objects.select_for_update(of=("self",)).get(id=holiday_id, removed_at__isnull=True)
    except Holiday.DoesNotExist:
        raise NotFound(_("This holiday is no longer in the calendar.")) from None
