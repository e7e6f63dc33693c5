"""Publish an event in a room."""

from typing import Any

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.registries import rules, schemas
from sanjha.registries.models import EventType, RoomEvent


def publish_event(*, room: str, name: str, event: dict[str, Any], actor: Actor, client: str) -> RoomEvent:
    """The event with its place in the order of its kind. When this returns, it is kept for every subscriber.

    Raises NotFound for no such kind, BadData when its schema does not permit the event, NotPermitted unless the system
    or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        # The lock gives the order: an event with a smaller number is never seen after one with a greater.
        kind = (
            EventType.objects.select_for_update()
            .filter(room=room, name=name, removed_at__isnull=True)
            .first()
        )
        if kind is None:
            raise NotFound("event type missing")
        schemas.check_data(kind.schema, event)
        kind.last_sequence += 1
        kind.save(update_fields=["last_sequence"])
        published = RoomEvent.objects.create(
            event_type=kind,
            sequence=kind.last_sequence,
            publisher=client,
            event=event,
            published_at=clock.now(),
        )
        audit.record(
            actor, "EVENT_PUBLISHED", stream=f"room.{kind.id}", rows=[kind, published], client=client
        )
    return published
