"""The door of this unit: no fact leaves without a grant, and every reading is kept.

Every reading of a person's facts passes here, so both statements are plain SQL: through the ORM the door took four
times as long (measured: 2.8 against 0.7 ms for one person, 13.8 against 1.5 ms for fifty).
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanjha.exchange.carried import is_carried
from sanjha.exchange.events import FactsRead
from sanjha.kernel import audit, clock, context, events
from sanjha.kernel.contracts import Operation, Purpose
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id

_IS_GRANTED = """
SELECT EXISTS (SELECT 1 FROM exchange_grant
  WHERE consumer = %(consumer)s AND operation = %(operation)s AND purpose = %(purpose)s
  AND ended_at IS NULL AND from_date <= %(today)s AND (until_date IS NULL OR until_date >= %(today)s))
"""
_KEEP = """
INSERT INTO exchange_reading
  (id, subject, at, operation, facts, consumer, purpose, "case", reader, posts, request_id)
SELECT whose.id, whose.subject, %(at)s, %(operation)s, %(facts)s::jsonb, %(consumer)s, %(purpose)s, %(case)s,
  %(reader)s, %(posts)s::uuid[], %(request_id)s
FROM unnest(%(readings)s::uuid[], %(subjects)s::uuid[]) AS whose (id, subject)
"""


class LocalDoor:
    """Grants and readings in this unit's own store."""

    def admit(self, operation: Operation, consumer: str, purpose: Purpose) -> None:
        """Raises NotPermitted without a grant in force for consumer, operation and purpose; the refusal is audited."""
        asked = {"consumer": consumer, "operation": operation.name, "purpose": purpose.code}
        with connection.cursor() as cursor:
            cursor.execute(_IS_GRANTED, {**asked, "today": clock.today()})
            (is_granted,) = cursor.fetchone()
        if is_granted:
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
            _("%(consumer)s has no grant to call %(operation)s for the purpose %(purpose)s.") % asked,
            code="no-grant",
        )

    def log(self, operation: Operation, consumer: str, purpose: Purpose, subjects: Iterable[UUID]) -> None:
        """Keep one reading for each person whose facts were given out."""
        whose = list(dict.fromkeys(subjects))
        if not whose:
            return
        reader, given = context.actor(), context.given_only(operation.name)
        read = FactsRead(
            readings=[new_id() for _person in whose],
            subjects=whose,
            at=clock.now(),
            operation=operation.name,
            facts=list(operation.facts if given is None else given),
            consumer=consumer,
            purpose=purpose.code,
            case=purpose.case,
            reader=reader.label,
            posts=list(reader.posts),
            request_id=context.request_id(),
        )
        if not is_carried():
            _keep(read)
            return
        with transaction.atomic():
            _keep(read)
            events.publish(read)


def _keep(read: FactsRead) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {**vars(read), "facts": json.dumps(read.facts)})
