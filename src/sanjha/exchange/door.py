"""The door of this process: no fact leaves without a grant, and every reading is kept."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import queries
from sanjha.exchange.models import Reading
from sanjha.kernel import audit, clock, context
from sanjha.kernel.contracts import Operation, Purpose
from sanjha.kernel.errors import NotPermitted


class LocalDoor:
    """Grants and readings in this process's own store."""

    def admit(self, operation: Operation, consumer: str, purpose: Purpose) -> None:
        """Raises NotPermitted without a grant in force for consumer, operation and purpose; the refusal is audited."""
        if queries.is_granted(consumer=consumer, operation=operation.name, purpose=purpose.code):
            return
        with transaction.atomic(durable=True):
            audit.record(
                context.actor(),
                "READING_REFUSED",
                stream="exchange.refusals",
                operation=operation.name,
                consumer=consumer,
                purpose=purpose.code,
                case=purpose.case,
            )
        raise NotPermitted(
            _("%(consumer)s has no grant to call %(operation)s for the purpose %(purpose)s.")
            % {"consumer": consumer, "operation": operation.name, "purpose": purpose.code},
            code="no-grant",
        )

    def log(self, operation: Operation, consumer: str, purpose: Purpose, subjects: Iterable[UUID]) -> None:
        """Keep one reading for each person whose facts were given out."""
        now, reader = clock.now(), context.actor()
        readings = [
            Reading(
                at=now,
                operation=operation.name,
                facts=list(operation.facts),
                consumer=consumer,
                purpose=purpose.code,
                case=purpose.case,
                reader=reader.label,
                posts=list(reader.posts),
                subject=subject,
                request_id=context.request_id(),
            )
            for subject in dict.fromkeys(subjects)
        ]
        if len(readings) == 1:
            readings[0].save(force_insert=True)  # one statement, without the transaction around a batch
        else:
            Reading.objects.bulk_create(readings)
