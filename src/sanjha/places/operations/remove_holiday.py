"""Take a holiday out of the calendar; the row stays for the record."""

from uuid import UUID

from django.db import transaction

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.places import rules
from sanjha.places.events import HolidayRemoved
from sanjha.places.models import Holiday
from sanjha.places.operations.change_holiday import standing


def remove_holiday(*, holiday_id: UUID, reason: str, actor: Actor) -> Holiday:
    """Make the day a working day again, saying why.

    Raises NotPermitted, NotFound for a removed or unknown holiday, DomainError without a reason.
    """
    rules.check_can_keep_registers(actor)
    reason = rules.check_reason(reason)
    with transaction.atomic(durable=True):
        holiday = standing(holiday_id)
        holiday.removed_at = clock.now()
        holiday.save(update_fields=["removed_at"])
        events.publish(HolidayRemoved(holiday.id, holiday.date, holiday.calendar_id or "", holiday.district))
        audit.record(
            actor, "HOLIDAY_REMOVED", stream="calendars", rows=[holiday], holiday=holiday.id, reason=reason
        )
    return holiday
