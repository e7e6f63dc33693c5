"""Keep an event for every member that is to be told of it, at the next position of each."""

from typing import Any
from uuid import UUID

from django.db import connection

from sanjha.exchange import readings
from sanjha.exchange.models import EventSubscription
from sanjha.exchange.offered_events import ABOUT_PERSONS
from sanjha.exchange.subscription_queries import in_force
from sanjha.kernel import clock, events, wire
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import made_at

# The row of the subscription is locked by its own update until the transaction is over, so positions become visible
# in their order: whoever reads up to a position will never find a smaller one that was not there.
_KEEP = """
WITH given AS (
  UPDATE exchange_progress SET kept = kept + 1 WHERE subscription_id = %(subscription)s
  AND NOT EXISTS (SELECT 1 FROM exchange_keptevent
    WHERE subscription_id = %(subscription)s AND event_id = %(event)s)
  RETURNING kept)
INSERT INTO exchange_keptevent
  (subscription_id, position, event_id, version, happened_at, kept_at, data)
SELECT %(subscription)s, given.kept, %(event)s, %(version)s, %(happened_at)s, %(kept_at)s, %(data)s::jsonb FROM given
"""


def keep_event(*, event: object, event_id: UUID) -> list[UUID]:
    """Called in the transaction that marks the event as handled; gives the subscriptions to which it must be pushed.

    Only the agreed fields are kept; where they tell a fact of a person, that is a reading. Not audited: it is nobody's
    deed, and the agreement is.
    """
    declared = events.declared_type(type(event))
    payload = events.payload_of(event)
    to_push = []
    for subscription in in_force().filter(kind=declared.kind).select_related("member").order_by("id"):
        data = {name: payload[name] for name in subscription.fields if name in payload}
        if _keep(subscription, data, event_id, declared.version):
            _note_reading(subscription, data)
            to_push += [subscription.pk] if subscription.address else []
    return to_push


def _keep(subscription: EventSubscription, data: dict[str, Any], event_id: UUID, version: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "subscription": subscription.pk,
                "event": event_id,
                "version": version,
                "happened_at": made_at(event_id),
                "kept_at": clock.now(),
                "data": wire.encode(data).decode(),
            },
        )
        return bool(cursor.rowcount)


def _note_reading(subscription: EventSubscription, data: dict[str, Any]) -> None:
    field, fact = ABOUT_PERSONS.get(subscription.kind, ("", ""))
    if field not in data:
        return
    readings.keep(
        consumer=subscription.member.identifier,
        operation=subscription.kind,
        facts=[fact],
        purpose=Purpose(subscription.purpose),
        subjects=[UUID(data[field])],
    )
