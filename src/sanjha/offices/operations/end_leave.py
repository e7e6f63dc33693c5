"""An officer is back before the leave was to end, or does not go at all."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices.events import LeaveEnded
from sanjha.offices.models import Leave
from sanjha.offices.operations.record_leave import check_administers_officer


def end_leave(*, leave_id: UUID, actor: Actor, back_on: date | None = None) -> Leave:
    """Bring the day of return forward (default today); the officer holds his posts again from that day.

    A leave that has not begun ends on its first day, as if it never was. Raises NotPermitted as `record_leave` does,
    NotFound, DomainError when the day is not earlier than the recorded day of return.
    """
    with transaction.atomic(durable=True):
        try:
            leave = Leave.objects.select_for_update(of=("self",)).select_related("officer").get(id=leave_id)
        except Leave.DoesNotExist:
            raise NotFound(_("There is no such leave.")) from None
        check_administers_officer(actor, leave.officer)
        day = max(back_on or clock.today(), leave.from_date)
        if day >= leave.back_on:
            raise DomainError(
                _("The leave ends on %(date)s already.") % {"date": f"{leave.back_on:%d-%m-%Y}"},
                code="not-earlier",
                field="back_on",
            )
        leave.back_on = day
        leave.save(update_fields=["back_on"])
        events.publish(LeaveEnded(leave.id, leave.officer_id, day))
        audit.record(actor, "LEAVE_ENDED", stream=leave.officer_id, rows=[leave], leave=leave.id, back_on=day)
    return leave
