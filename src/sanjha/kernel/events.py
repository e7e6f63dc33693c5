"""Facts that happened: declared as frozen dataclasses, published with the change, delivered once to each consumer."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connection, transaction

from sanjha.kernel import clock, context
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.retirement import Retirement

E = TypeVar("E")
Handler = Callable[..., None]


@dataclass(frozen=True)
class EventType:
    """A declared kind of event: "sewa.ApplicationSubmitted", its class and version."""

    kind: str
    version: int
    cls: type
    retires: Retirement | None = None


@dataclass(frozen=True)
class Subscription:
    consumer: str
    handler: Handler


_types: dict[str, EventType] = {}
_kinds: dict[type, EventType] = {}
_subscriptions: dict[str, list[Subscription]] = {}
_SERVICE = re.compile(r"^sanjha\.(\w+)\.")


def event(*, version: int = 1, retires: Retirement | None = None) -> Callable[[type[E]], type[E]]:
    """Declare a frozen dataclass in a service's events.py as an event of that service.

    One that `retires` may be taken away when its time has come: consumers follow another one before.
    """

    def declare(cls: type[E]) -> type[E]:
        parameters = getattr(cls, "__dataclass_params__", None)
        if parameters is None or not parameters.frozen:
            raise TypeError(f"{cls.__name__} must be a frozen dataclass")
        found = _SERVICE.match(cls.__module__ + ".")
        if not found:
            raise TypeError(f"{cls.__module__} belongs to no service")
        declared = EventType(f"{found[1]}.{cls.__name__}", version, cls, retires)
        if declared.kind in _types:
            raise TypeError(f"{declared.kind} is declared twice")
        _types[declared.kind] = declared
        _kinds[cls] = declared
        return cls

    return declare


def publish(happened: object) -> UUID:
    """Write the event into the outbox, in the transaction that makes it true. Returns its id."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "an event is published in the transaction that makes it true"
        )
    declared = declared_type(type(happened))
    now = clock.now()
    identifier = new_id()
    OutboxEvent.objects.create(
        id=identifier,
        kind=declared.kind,
        version=declared.version,
        payload=payload_of(happened),
        request_id=context.request_id(),
        happened_at=now,
        next_try_at=now,
    )
    return identifier


def payload_of(happened: object) -> dict[str, Any]:
    """The event's fields as they are stored and sent: JSON with decimals, ids and times as text."""
    return msgspec.to_builtins(asdict(happened))  # type: ignore[call-overload, no-any-return]


def subscribes(cls: type, *, by: str) -> Callable[[Handler], Handler]:
    """Register `handler(event, *, event_id)` of a consumer.

    The handler runs inside one transaction with its inbox row: its effect happens exactly once.
    It calls inner functions of its own service only; what needs other services it defers as a job.
    """

    def register(handler: Handler) -> Handler:
        kind = declared_type(cls).kind
        known = _subscriptions.setdefault(kind, [])
        if all(entry.handler is not handler for entry in known):
            known.append(Subscription(f"{by}.{handler.__name__}", handler))
        return handler

    return register


def declared_type(cls: type) -> EventType:
    """The declaration of an event's class. Raises TypeError when it is none."""
    if cls not in _kinds:
        raise TypeError(f"{cls.__name__} is not declared as an event")
    return _kinds[cls]


def subscriptions_to(kind: str) -> list[Subscription]:
    return _subscriptions.get(kind, [])


def declared_events() -> dict[str, EventType]:
    """All declared events by kind, for the catalogue and the guards."""
    return dict(_types)


def decode(kind: str, payload: dict[str, Any]) -> Any:
    """The event object from its stored form."""
    return msgspec.convert(payload, _types[kind].cls, strict=False)
