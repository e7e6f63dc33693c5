"""Want a kind of event."""

from typing import Any

from django.db import IntegrityError, transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound
from sanjha.registries import rules
from sanjha.registries.models import EventType, Subscription


def subscribe(
    *, room: str, name: str, client: str, delivery: str, options: dict[str, Any], actor: Actor
) -> Subscription:
    """From now on every event of this kind waits for the client until it confirms.

    Raises NotFound for no such kind, Conflict when the client has subscribed, NotPermitted unless the system or an
    administrator of registries acts.
    """
    rules.check_may_keep(actor)
    try:
        with transaction.atomic(durable=True):
            # Locked, so that no event slips in between the reading of the last number and the subscription.
            kind = (
                EventType.objects.select_for_update()
                .filter(room=room, name=name, removed_at__isnull=True)
                .first()
            )
            if kind is None:
                raise NotFound("event type missing")
            created = Subscription.objects.create(
                event_type=kind,
                subscriber=client,
                delivery=delivery,
                options=options,
                after_sequence=kind.last_sequence,
                created_at=clock.now(),
            )
            audit.record(actor, "SUBSCRIBED", stream=f"room.{kind.id}", rows=[created], client=client)
    except IntegrityError:
        raise Conflict("subscription already exists") from None
    return created
