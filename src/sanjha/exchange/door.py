"""The door of this process: no fact leaves without a grant, and every reading is kept."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.exchange.models import Grant, Reading
from sanjha.kernel import clock, context
from sanjha.kernel.contracts import Operation, Purpose
from sanjha.kernel.errors import NotPermitted


class LocalDoor:
    """Grants and readings in this process's own store."""

    def admit(self, operation: Operation, consumer: str, purpose: Purpose) -> None:
        """Raises NotPermitted without a grant that is in force today for the consumer, operation and purpose."""
        today = clock.today()
        in_force = Grant.objects.filter(
            Q(until_date__isnull=True) | Q(until_date__gte=today),
            consumer=consumer,
            operation=operation.name,
            purpose=purpose.code,
            from_date__lte=today,
        )
        if not in_force.exists():
            raise NotPermitted(
                _("%(consumer)s has no grant to call %(operation)s for the purpose %(purpose)s.")
                % {"consumer": consumer, "operation": operation.name, "purpose": purpose.code},
                code="no-grant",
            )

    def log(self, operation: Operation, consumer: str, purpose: Purpose, subjects: Iterable[UUID]) -> None:
        """Keep one reading for each person whose facts were given out."""
        now, reader = clock.now(), context.actor().label
        Reading.objects.bulk_create(
            Reading(
                at=now,
                operation=operation.name,
                facts=list(operation.facts),
                consumer=consumer,
                purpose=purpose.code,
                case=purpose.case,
                reader=reader,
                subject=subject,
                request_id=context.request_id(),
            )
            for subject in subjects
        )
