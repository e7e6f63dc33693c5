"""The receiving side of an event: its effect and its inbox row in one transaction, so that it happens once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog
from django.db import connection, transaction

from sanjha.kernel import actors, clock, context, events
from sanjha.kernel.events import Subscription
from sanjha.kernel.metrics import EVENT_SECONDS, EVENTS_DELIVERED, EVENTS_FAILED

log = structlog.get_logger(__name__)

_ENTER = """
INSERT INTO kernel_inboxevent (consumer, event_id, handled_at) VALUES (%s, %s, %s)
ON CONFLICT (consumer, event_id) DO NOTHING
"""
_ENTER_MANY = """
INSERT INTO kernel_inboxevent (consumer, event_id, handled_at)
SELECT DISTINCT consumer, event_id, %s FROM unnest(%s::text[], %s::uuid[]) AS came (consumer, event_id)
ON CONFLICT (consumer, event_id) DO NOTHING RETURNING consumer, event_id
"""


class Given(msgspec.Struct, frozen=True):
    """An event as a consumer gets it; `payload` as the outbox kept it."""

    id: UUID
    kind: str
    version: int
    payload: dict[str, Any]
    request_id: str
    happened_at: datetime

    @property
    def counts_as(self) -> UUID:
        """The id in the inbox: a consumer that changes over to a later version of an event has had the earlier one."""
        first = self.payload.get(events.SAME_AS)
        return UUID(first) if first else self.id


def handle_once(subscription: Subscription, event: Given) -> None:
    """Run the handler in one transaction with its inbox row; nothing when it ran for this event before."""
    with context.request_scope(event.request_id, actors.SYSTEM), transaction.atomic(durable=True):
        # The inbox row decides: whoever comes second waits for the first's transaction and then finds the row there.
        with connection.cursor() as cursor:
            cursor.execute(_ENTER, [subscription.consumer, event.counts_as, clock.now()])
            is_first = cursor.rowcount == 1
        if is_first:
            subscription.handler(events.decode(event.kind, event.payload), event_id=event.counts_as)
    if is_first:
        _took_effect(subscription, event)


def handle_each(subscriptions: Iterable[Subscription], event: Given) -> dict[str, Exception]:
    """Hand the event to each of them; whatever one raises, the others get it. The errors by consumer, logged and counted."""
    failures: dict[str, Exception] = {}
    for subscription in subscriptions:
        try:
            handle_once(subscription, event)
        except Exception as error:  # a handler may raise anything
            EVENTS_FAILED.labels(event.kind, subscription.consumer).inc()
            log.error(
                "event not handled",
                kind=event.kind,
                event_id=str(event.id),
                consumer=subscription.consumer,
                request=event.request_id,
                exc_info=error,
            )
            failures[subscription.consumer] = error
    if not failures:
        EVENTS_DELIVERED.labels(event.kind).inc()
    return failures


def handle_together(pairs: Sequence[tuple[Subscription, Given]]) -> None:
    """Run many handlers in their order, in one transaction with their inbox rows, each only for its first time.

    When one raises, none of them has happened; the caller then hands the events over one by one.
    """
    consumers = [subscription.consumer for subscription, _event in pairs]
    identifiers = [event.counts_as for _subscription, event in pairs]
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(_ENTER_MANY, [clock.now(), consumers, identifiers])
            first = set(cursor.fetchall())
        effects = []
        for subscription, event in pairs:
            if (subscription.consumer, event.counts_as) in first:
                first.discard((subscription.consumer, event.counts_as))
                with context.request_scope(event.request_id, actors.SYSTEM):
                    subscription.handler(events.decode(event.kind, event.payload), event_id=event.counts_as)
                effects.append((subscription, event))
    for subscription, event in effects:
        _took_effect(subscription, event)


def _took_effect(subscription: Subscription, event: Given) -> None:
    """Counted after the commit: only then has the event its effect."""
    seconds = (clock.now() - event.happened_at).total_seconds()
    EVENT_SECONDS.labels(event.kind, subscription.consumer).observe(max(seconds, 0))
