"""Reads of rooms: kinds of events, subscriptions, and the next event that a subscriber has not confirmed."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sanjha.kernel import clock
from sanjha.kernel.errors import Conflict, NotFound
from sanjha.registries.models import EventType, Receipt, RoomEvent, Subscription

MOST = 1000


def event_types(room: str) -> list[EventType]:
    """The kinds of events of the room, by name."""
    return list(EventType.objects.filter(room=room, removed_at__isnull=True).order_by("name")[:MOST])


def event_type(room: str, name: str) -> EventType:
    """Raises NotFound."""
    found = EventType.objects.filter(room=room, name=name, removed_at__isnull=True).first()
    if found is None:
        raise NotFound("event type missing")
    return found


def rooms() -> list[str]:
    """The rooms that have kinds of events, by name."""
    found = EventType.objects.filter(removed_at__isnull=True).order_by("room")
    return list(found.values_list("room", flat=True).distinct()[:MOST])


def subscriptions(room: str, subscriber: str) -> list[Subscription]:
    """What the subscriber wants in the room, by name of the kind."""
    found = _running().filter(event_type__room=room, subscriber=subscriber)
    return list(found.order_by("event_type__name")[:MOST])


def subscription(room: str, name: str, subscriber: str) -> Subscription:
    """Raises NotFound."""
    found = _running().filter(event_type__room=room, event_type__name=name, subscriber=subscriber).first()
    if found is None:
        raise NotFound("subscription missing")
    return found


def _running() -> QuerySet[Subscription]:
    return Subscription.objects.select_related("event_type").filter(
        ended_at__isnull=True, event_type__removed_at__isnull=True
    )


def published_event(room: str, name: str, event_id: UUID) -> RoomEvent:
    """An event that was not withdrawn. Raises NotFound."""
    found = (
        RoomEvent.objects.select_related("event_type")
        .filter(pk=event_id, event_type__room=room, event_type__name=name, withdrawn_at__isnull=True)
        .first()
    )
    if found is None:
        raise NotFound("event missing")
    return found


def waiting(wanted: Subscription) -> QuerySet[RoomEvent]:
    """What the subscriber has not confirmed, in the order in which it was published.

    Nothing grows too old unless the subscription itself names a TTL (seconds).
    """
    found = RoomEvent.objects.filter(
        event_type=wanted.event_type_id, sequence__gt=wanted.after_sequence, withdrawn_at__isnull=True
    ).exclude(Exists(Receipt.objects.filter(event=OuterRef("pk"), subscription=wanted)))
    if seconds := wanted.options.get("TTL"):
        found = found.filter(published_at__gte=clock.now() - timedelta(seconds=seconds))
    return found.select_related("event_type").order_by("sequence")


def wanted_by(room: str, name: str, subscriber: str) -> Subscription:
    """The subscription of somebody who pulls or confirms. Raises Conflict without one, NotFound for no such kind."""
    event_type(room, name)
    try:
        return subscription(room, name, subscriber)
    except NotFound:
        raise Conflict("not subscribed") from None
