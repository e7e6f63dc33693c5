"""Facts that happened: declared as frozen dataclasses, published with the change, delivered once to each consumer."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connection, transaction

from sanjha.kernel import clock, context, tolerance
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.retirement import Retirement

E = TypeVar("E")
Handler = Callable[..., None]


@dataclass(frozen=True)
class EventType:
    """A declared kind of event: "sewa.ApplicationSubmitted", its class and version.

    `before` is the version that it succeeds, as long as that is declared too: both are published then.
    """

    kind: str
    version: int
    cls: type
    before: "EventType | None" = None
    retires: Retirement | None = None


@dataclass(frozen=True)
class Subscription:
    consumer: str
    handler: Handler


_types: dict[str, EventType] = {}
_kinds: dict[type, EventType] = {}
_subscriptions: dict[str, list[Subscription]] = {}
SAME_AS = "same-as"
"""In the payload of a later version: the id of the first one, as which a consumer counts both."""
_SERVICE = re.compile(r"^sanjha\.(\w+)\.")


def event(
    *, version: int = 1, name: str = "", retires: Retirement | None = None
) -> Callable[[type[E]], type[E]]:
    """Declare a frozen dataclass in a service's events.py as an event of that service, of the class's name.

    A later version of an event is a class of its own with the event's `name`, declared below the earlier one. It is a kind
    of its own ("sewa.CertificateIssued.v2") that only those follow who know it. As long as the earlier version is declared,
    the class says with `as_before()` what that would have told, and publishing it publishes both.
    """

    def declare(cls: type[E]) -> type[E]:
        parameters = getattr(cls, "__dataclass_params__", None)
        if parameters is None or not parameters.frozen:
            raise TypeError(f"{cls.__name__} must be a frozen dataclass")
        found = _SERVICE.match(cls.__module__ + ".")
        if not found:
            raise TypeError(f"{cls.__module__} belongs to no service")
        stem = f"{found[1]}.{name or cls.__name__}"
        kind = f"{stem}.v{version}" if name and version > 1 else stem
        before = _before(stem, version) if name else None
        if before and not hasattr(cls, "as_before"):
            raise TypeError(f"{kind} succeeds {before.kind} and does not say as_before()")
        declared = EventType(kind, version, cls, before, retires)
        if declared.kind in _types:
            raise TypeError(f"{declared.kind} is declared twice")
        _types[declared.kind] = declared
        _kinds[cls] = declared
        return cls

    return declare


def _before(stem: str, version: int) -> EventType | None:
    """The latest declared version below this one."""
    kinds = [*(f"{stem}.v{number}" for number in range(version - 1, 1, -1)), stem]
    return next((_types[kind] for kind in kinds if kind in _types), None)


def publish(happened: object) -> UUID:
    """Write the event into the outbox, in the transaction that makes it true. Returns its id.

    One that succeeds an earlier version is published as both, and the id is that of the first.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "an event is published in the transaction that makes it true"
        )
    declared = declared_type(type(happened))
    payload = payload_of(happened)
    if declared.before is None:
        return _into_outbox(declared, payload)
    first = publish(happened.as_before())  # type: ignore[attr-defined]
    _into_outbox(declared, {**payload, SAME_AS: str(first)})
    return first


def _into_outbox(declared: EventType, payload: dict[str, Any]) -> UUID:
    now = clock.now()
    identifier = new_id()
    OutboxEvent.objects.create(
        id=identifier,
        kind=declared.kind,
        version=declared.version,
        payload=payload,
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

    return follows(declared_type(cls).kind, by=by)


def follows(kind: str, *, by: str) -> Callable[[Handler], Handler]:
    """As `subscribes`, by the event's name: for whoever carries events of services that it may not import."""

    def register(handler: Handler) -> Handler:
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


def is_declared(kind: str) -> bool:
    return kind in _types


def declared_events() -> dict[str, EventType]:
    """All declared events by kind, for the catalogue and the guards."""
    return dict(_types)


def decode(kind: str, payload: dict[str, Any]) -> Any:
    """The event object from its stored form; fields that a newer version added are passed over."""
    return tolerance.convert(payload, _types[kind].cls)
