"""GovStack Information Mediator, PubSub API 2.0.0. A room is the application that the address names."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from sanjha.kernel import context
from sanjha.kernel.errors import NotFound
from sanjha.registries import rooms, rules
from sanjha.registries.http.reading import body_of, room_client_of
from sanjha.registries.models import RoomEvent, Subscription
from sanjha.registries.operations.change_subscription import change_subscription
from sanjha.registries.operations.confirm_event import confirm_event
from sanjha.registries.operations.create_event_type import create_event_type
from sanjha.registries.operations.publish_event import publish_event
from sanjha.registries.operations.remove_event_type import remove_event_type
from sanjha.registries.operations.subscribe import subscribe
from sanjha.registries.operations.unsubscribe import unsubscribe
from sanjha.registries.operations.withdraw_event import withdraw_event
from sanjha.registries.rules import BadRequest

PARTS = ("instanceId", "memberClass", "memberCode", "applicationCode")
_LONGEST_TTL = 10 * 365 * 24 * 3600


def _named(request: HttpRequest, where: dict[str, str]) -> tuple[str, str]:
    """The client and the room. Raises BadRequest for wrong forms of either or of the kind of event."""
    client = room_client_of(request)
    for name, value in where.items():
        if name != "eventId":
            rules.check_identifier(name, value)
    return client, "/".join(where[part] for part in PARTS)


def list_event_types(request: HttpRequest, **where: str) -> HttpResponse:
    _client, room = _named(request, where)
    names = [kind.name for kind in rooms.event_types(room)]
    return JsonResponse(names, safe=False) if names else HttpResponse(status=204)


def add_event_type(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    body = body_of(request)
    name, schema = body.get("eventType"), body.get("schema")
    if not isinstance(name, str) or not isinstance(schema, dict):
        raise BadRequest("eventType and schema are required")
    create_event_type(room=room, name=name, schema=schema, actor=context.actor(), client=client)
    return HttpResponse(status=200)


def show_event_type(request: HttpRequest, **where: str) -> HttpResponse:
    _client, room = _named(request, where)
    try:
        kind = rooms.event_type(room, where["eventType"])
    except NotFound:
        return HttpResponse(status=204)
    return JsonResponse({"eventType": kind.name, "schema": kind.schema})


def delete_event_type(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    remove_event_type(room=room, name=where["eventType"], actor=context.actor(), client=client)
    return HttpResponse(status=204)


def publish(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    body = body_of(request)
    event = body.get("event")
    if not isinstance(event, dict) or body.get("eventType") != where["eventType"]:
        raise BadRequest("event and the eventType of the address are required")
    published = publish_event(
        room=room, name=where["eventType"], event=event, actor=context.actor(), client=client
    )
    return JsonResponse({"id": str(published.id)}, status=201)


def status(request: HttpRequest, **where: str) -> HttpResponse:
    _client, room = _named(request, where)
    return JsonResponse(_event(rooms.published_event(room, where["eventType"], _id(where))))


def withdraw(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    withdraw_event(
        room=room, name=where["eventType"], event_id=_id(where), actor=context.actor(), client=client
    )
    return HttpResponse(status=204)


def list_subscriptions(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    found = rooms.subscriptions(room, client)
    if not found:
        raise NotFound("subscription missing")
    return JsonResponse([_subscription(wanted) for wanted in found], safe=False)


def add_subscription(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    delivery, options = _wishes(body_of(request), where["eventType"])
    subscribe(
        room=room,
        name=where["eventType"],
        client=client,
        delivery=delivery or Subscription.Delivery.PUSH,
        options=options,
        actor=context.actor(),
    )
    return HttpResponse(status=200)


def show_subscription(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    return JsonResponse(_subscription(rooms.subscription(room, where["eventType"], client)))


def patch_subscription(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    delivery, options = _wishes(body_of(request), where["eventType"])
    wanted = rooms.subscription(room, where["eventType"], client)
    changed = change_subscription(
        subscription_id=wanted.id, client=client, delivery=delivery, options=options, actor=context.actor()
    )
    changed.event_type = wanted.event_type
    return JsonResponse(_subscription(changed), status=201)


def delete_subscription(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    wanted = rooms.subscription(room, where["eventType"], client)
    unsubscribe(subscription_id=wanted.id, client=client, actor=context.actor())
    return HttpResponse(status=204)


def pull(request: HttpRequest, **where: str) -> HttpResponse:
    """The first event that waits; it is given again until it is confirmed."""
    client, room = _named(request, where)
    event = rooms.waiting(rooms.wanted_by(room, where["eventType"], client)).first()
    if event is None:
        raise NotFound("no event available")
    return JsonResponse(_event(event))


def confirm(request: HttpRequest, **where: str) -> HttpResponse:
    client, room = _named(request, where)
    wanted = rooms.wanted_by(room, where["eventType"], client)
    event = rooms.published_event(room, where["eventType"], _id(where))
    confirm_event(subscription=wanted, event=event, actor=context.actor())
    return HttpResponse(status=204)


def _id(where: dict[str, str]) -> UUID:
    """Raises NotFound for what can be no event's id."""
    try:
        return UUID(where["eventId"])
    except ValueError:
        raise NotFound("event missing") from None


def _wishes(body: dict[str, Any], name: str) -> tuple[str | None, dict[str, Any]]:
    """Delivery and options of a SubscriptionItem. Raises BadRequest for what the specification does not know."""
    delivery, options = body.get("delivery"), body.get("options", {})
    if body.get("eventType") != name:
        raise BadRequest("the eventType of the address is required", field="eventType")
    if delivery not in (None, *Subscription.Delivery.values):
        raise BadRequest("delivery is PUSH or PULL", field="delivery")
    if not isinstance(options, dict) or not set(options) <= {"TTL", "FIFO"}:
        raise BadRequest("options are TTL and FIFO", field="options")
    seconds = options.get("TTL", 1)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 1 <= seconds <= _LONGEST_TTL:
        raise BadRequest("TTL is a number of seconds", field="options")
    if not isinstance(options.get("FIFO", True), bool):
        raise BadRequest("FIFO is true or false", field="options")
    return delivery, options


def _party(identifier: str) -> dict[str, str]:
    return dict(zip(PARTS, identifier.split("/"), strict=True))


def _event(event: RoomEvent) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "sequence": event.sequence,
        "publisherId": _party(event.publisher),
        "eventType": event.event_type.name,
        "event": event.event,
    }


def _subscription(wanted: Subscription) -> dict[str, Any]:
    return {
        "id": str(wanted.id),
        "subscriberId": _party(wanted.subscriber),
        "eventType": wanted.event_type.name,
        "delivery": wanted.delivery,
        "options": wanted.options,
    }
