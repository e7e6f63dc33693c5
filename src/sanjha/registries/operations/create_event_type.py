"""Add a kind of event to a room."""

from typing import Any

from django.db import IntegrityError, transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.registries import rules, schemas
from sanjha.registries.models import EventType


def create_event_type(
    *, room: str, name: str, schema: dict[str, Any], actor: Actor, client: str
) -> EventType:
    """The kind of event; its events must fit the schema. The room comes into being with its first kind.

    Raises BadRequest for a name of another form, BadSchema, Conflict when the room has this kind, and NotPermitted
    unless the system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    rules.check_identifier("eventType", name)
    schemas.check_schema(schema)
    try:
        with transaction.atomic(durable=True):
            created = EventType.objects.create(room=room, name=name, schema=schema, created_at=clock.now())
            audit.record(
                actor, "EVENT_TYPE_CREATED", stream=f"room.{created.id}", rows=[created], client=client
            )
    except IntegrityError:
        raise Conflict("event type already exists") from None
    return created
