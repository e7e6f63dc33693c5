"""Take a kind of event out of a room."""

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.registries import rules
from sanjha.registries.models import EventType


def remove_event_type(*, room: str, name: str, actor: Actor, client: str) -> EventType:
    """Nothing more is published or pulled of this kind; its events stay in the store. Raises NotFound, NotPermitted."""
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        found = (
            EventType.objects.select_for_update()
            .filter(room=room, name=name, removed_at__isnull=True)
            .first()
        )
        if found is None:
            raise NotFound("event type missing")
        found.removed_at = clock.now()
        found.save(update_fields=["removed_at"])
        audit.record(actor, "EVENT_TYPE_REMOVED", stream=f"room.{found.id}", rows=[found], client=client)
    return found
