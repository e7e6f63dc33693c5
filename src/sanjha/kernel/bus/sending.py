"""From the outbox to the stream: in order, and never forgotten before the stream has it."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection, transaction

from sanjha.kernel import clock
from sanjha.kernel.models import OutboxEvent

CHANNEL = "sanjha_outbox"
"""A new row in the outbox is called out under this name; whoever does not hear it looks after POLL_SECONDS."""
POLL_SECONDS = 1.0
BATCH = 500
_LEADER = 0x53414E4A
"""One sender at a time for each store: two would overtake one another. ("SANJ")"""

Send = Callable[[Sequence[OutboxEvent]], None]


def send_waiting(send: Send, *, limit: int = BATCH) -> int:
    """Send up to `limit` waiting events, oldest first; returns how many. Nothing while another process sends.

    When `send` raises, all of them stay: what the stream has already is dropped there as known, or by the inboxes.
    """
    with transaction.atomic(durable=True):
        if not _is_leader():
            return 0
        waiting = list(
            OutboxEvent.objects.filter(delivered_at__isnull=True, failed_at__isnull=True).order_by("id")[
                :limit
            ]
        )
        if waiting:
            send(waiting)
            OutboxEvent.objects.filter(pk__in=[event.pk for event in waiting]).update(
                delivered_at=clock.now()
            )
    return len(waiting)


def _is_leader() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LEADER])
        return bool(cursor.fetchone()[0])


def wait_for_news(stop: threading.Event) -> None:
    """Until a row comes into the outbox, or POLL_SECONDS are over."""
    if stop.is_set():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    for _note in connection.connection.notifies(timeout=POLL_SECONDS, stop_after=1):
        return
