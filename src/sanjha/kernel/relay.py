"""Carries events from the outbox to their subscribers: at least once on the way, once in effect."""

from datetime import timedelta

from django.db import connection, transaction

from sanjha.kernel import clock, dead_letters, events, inbox
from sanjha.kernel.inbox import Given
from sanjha.kernel.models import OutboxEvent

CLAIM = timedelta(seconds=60)
MOST_ATTEMPTS = 12

_CLAIM = """
UPDATE kernel_outboxevent SET next_try_at = %s, attempts = attempts + 1 WHERE id IN (
  SELECT id FROM kernel_outboxevent
  WHERE delivered_at IS NULL AND failed_at IS NULL AND next_try_at <= %s
  ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
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
    event = Given(
        waiting.pk, waiting.kind, waiting.version, waiting.payload, waiting.request_id, waiting.happened_at
    )
    if not events.is_declared(event.kind):
        return False  # a newer version's: its worker takes it when the claim is over
    failures = inbox.handle_each(events.subscriptions_to(event.kind), event)
    if failures:
        _try_again_later(waiting, event, failures)
    return not failures


def pause_after(attempt: int) -> float:
    """Seconds until the next try: they double with every attempt, up to an hour."""
    return float(min(2**attempt, 3600))


def _try_again_later(waiting: OutboxEvent, event: Given, failures: dict[str, Exception]) -> None:
    """After MOST_ATTEMPTS the event waits for a person."""
    now = clock.now()
    gives_up = waiting.attempts >= MOST_ATTEMPTS
    if gives_up:
        dead_letters.keep(event, failures, waiting.attempts)
    reasons = (f"{consumer}: {type(error).__name__}: {error}" for consumer, error in failures.items())
    OutboxEvent.objects.filter(pk=waiting.pk).update(
        last_error="\n".join(reasons)[:2000],
        next_try_at=now + timedelta(seconds=pause_after(waiting.attempts)),
        failed_at=now if gives_up else None,
    )
