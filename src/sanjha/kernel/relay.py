"""Carries events from the outbox to their subscribers: at least once on the way, once in effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction

from sanjha.kernel import actors, clock, context, events
from sanjha.kernel.metrics import EVENTS_DELIVERED, EVENTS_FAILED
from sanjha.kernel.models import OutboxEvent

log = structlog.get_logger(__name__)

CLAIM = timedelta(seconds=60)
MOST_ATTEMPTS = 12

_CLAIM = """
UPDATE kernel_outboxevent SET next_try_at = %s, attempts = attempts + 1 WHERE id IN (
  SELECT id FROM kernel_outboxevent
  WHERE delivered_at IS NULL AND failed_at IS NULL AND next_try_at <= %s
  ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""
_ENTER = """
INSERT INTO kernel_inboxevent (consumer, event_id, handled_at) VALUES (%s, %s, %s)
ON CONFLICT (consumer, event_id) DO NOTHING
"""
_ENTER_MANY = """
INSERT INTO kernel_inboxevent (consumer, event_id, handled_at)
SELECT DISTINCT consumer, event_id, %s FROM unnest(%s::text[], %s::uuid[]) AS came (consumer, event_id)
ON CONFLICT (consumer, event_id) DO NOTHING RETURNING consumer, event_id
"""


def deliver_batch(limit: int = 100) -> int:
    """Deliver up to `limit` waiting events, oldest first. Returns how many were taken up."""
    now = clock.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now + CLAIM, now, limit])
        claimed = [row[0] for row in cursor.fetchall()]
    done = [
        waiting.pk
        for waiting in OutboxEvent.objects.filter(pk__in=claimed).order_by("id")
        if _deliver(waiting)
    ]
    OutboxEvent.objects.filter(pk__in=done).update(delivered_at=clock.now(), last_error="")
    return len(claimed)


def deliver_all() -> int:
    """Deliver until nothing waits, the events caused on the way included. Returns how many were delivered."""
    total = 0
    while taken := deliver_batch():
        total += taken
    return total


def _deliver(waiting: OutboxEvent) -> bool:
    failures: dict[str, Exception] = {}
    with context.request_scope(waiting.request_id, actors.SYSTEM):
        for subscription in events.subscriptions_to(waiting.kind):
            try:
                handle_once(subscription, waiting.pk, waiting.kind, waiting.payload)
            except Exception as error:  # whatever a handler raises, the others must still get their events
                _count_failure(waiting, subscription.consumer, error)
                failures[subscription.consumer] = error
    if failures:
        _try_again_later(waiting, failures)
        return False
    EVENTS_DELIVERED.labels(waiting.kind).inc()
    return True


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


def pause_after(attempt: int) -> float:
    """Seconds until the next try: they double with every attempt, up to an hour."""
    return float(min(2**attempt, 3600))


def _count_failure(waiting: OutboxEvent, consumer: str, error: Exception) -> None:
    EVENTS_FAILED.labels(waiting.kind, consumer).inc()
    log.error(
        "event not handled", kind=waiting.kind, event_id=str(waiting.pk), consumer=consumer, exc_info=error
    )


def _try_again_later(waiting: OutboxEvent, failures: dict[str, Exception]) -> None:
    """The pause doubles with every attempt, up to an hour; after MOST_ATTEMPTS the event waits for a person."""
    now = clock.now()
    reasons = (f"{consumer}: {type(error).__name__}: {error}" for consumer, error in failures.items())
    OutboxEvent.objects.filter(pk=waiting.pk).update(
        last_error="\n".join(reasons)[:2000],
        next_try_at=now + timedelta(seconds=pause_after(waiting.attempts)),
        failed_at=now if waiting.attempts >= MOST_ATTEMPTS else None,
    )
