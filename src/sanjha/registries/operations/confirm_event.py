"""Confirm that an event has been received."""

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.registries import rules
from sanjha.registries.models import Receipt, RoomEvent, Subscription


def confirm_event(*, subscription: Subscription, event: RoomEvent, actor: Actor) -> bool:
    """The event is not given to this subscriber again. False when it was confirmed before: saying it again is no error.

    Raises NotFound for an event from before the subscription, NotPermitted unless the system or an administrator of
    registries acts.
    """
    rules.check_may_keep(actor)
    if event.event_type_id != subscription.event_type_id or event.sequence <= subscription.after_sequence:
        raise NotFound("no event available")
    with transaction.atomic(durable=True):
        receipt, created = Receipt.objects.get_or_create(
            subscription=subscription, event=event, defaults={"confirmed_at": clock.now()}
        )
        if created:
            audit.record(
                actor,
                "EVENT_CONFIRMED",
                stream=f"room.{event.event_type_id}",
                rows=[receipt],
                client=subscription.subscriber,
            )
    return created
