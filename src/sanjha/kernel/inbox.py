"""The receiving side of an event: its effect and its inbox row in one transaction, so that it happens once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sanjha.kernel import actors, clock, context, events

_ENTER = """
INSERT INTO kernel_inboxevent (consumer, event_id, handled_at) VALUES (%s, %s, %s)
ON CONFLICT (consumer, event_id) DO NOTHING
"""
_ENTER_MANY = """
INSERT INTO kernel_inboxevent (consumer, event_id, handled_at)
SELECT DISTINCT consumer, event_id, %s FROM unnest(%s::text[], %s::uuid[]) AS came (consumer, event_id)
ON CONFLICT (consumer, event_id) DO NOTHING RETURNING consumer, event_id
"""


def handle_once(
    subscription: events.Subscription, event_id: UUID, kind: str, payload: dict[str, Any]
) -> None:
    """Run the handler in one transaction with its inbox row; nothing when it ran for this event before."""
    with transaction.atomic(durable=True):
        # The inbox row decides: whoever comes second waits for the first's transaction and then finds the row there.
        with connection.cursor() as cursor:
            cursor.execute(_ENTER, [subscription.consumer, event_id, clock.now()])
            is_first = cursor.rowcount == 1
        if is_first:
            subscription.handler(events.decode(kind, payload), event_id=event_id)


@dataclass(frozen=True)
class Delivery:
    """One event for one handler."""

    subscription: events.Subscription
    event_id: UUID
    kind: str
    payload: dict[str, Any]
    request_id: str


def handle_together(deliveries: Sequence[Delivery]) -> None:
    """Run many handlers in their order, in one transaction with their inbox rows, each only for its first time.

    When one raises, none of them has happened; the caller then hands them over one by one.
    """
    now = clock.now()
    pairs = [(each.subscription.consumer, each.event_id) for each in deliveries]
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(
                _ENTER_MANY, [now, [consumer for consumer, _id in pairs], [event for _name, event in pairs]]
            )
            first = set(cursor.fetchall())
        for each, pair in zip(deliveries, pairs, strict=True):
            if pair in first:
                first.discard(pair)
                with context.request_scope(each.request_id, actors.SYSTEM):
                    each.subscription.handler(events.decode(each.kind, each.payload), event_id=each.event_id)
