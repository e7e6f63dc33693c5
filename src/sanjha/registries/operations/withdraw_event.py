"""Stop the delivery of an event."""

from uuid import UUID

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound, NotPermitted
from sanjha.registries import rules
from sanjha.registries.models import RoomEvent


def withdraw_event(*, room: str, name: str, event_id: UUID, actor: Actor, client: str) -> RoomEvent:
    """Who has not pulled it yet will not. Raises NotFound, and NotPermitted for anybody but its publisher."""
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        found = (
            RoomEvent.objects.select_for_update()
            .filter(pk=event_id, event_type__room=room, event_type__name=name, withdrawn_at__isnull=True)
            .first()
        )
        if found is None:
            raise NotFound("event missing")
        if found.publisher != client:
            raise NotPermitted("only its publisher withdraws an event")
        found.withdrawn_at = clock.now()
        found.save(update_fields=["withdrawn_at"])
        audit.record(
            actor, "EVENT_WITHDRAWN", stream=f"room.{found.event_type_id}", rows=[found], client=client
        )
    return found
