"""From the stream to the handlers of a service: each event has its effect once, and what cannot be handled is kept."""

from collections.abc import Sequence
from typing import Protocol

import structlog
from nats.aio.msg import Msg

from sanjha.kernel import dead_letters, events, inbox, relay
from sanjha.kernel.bus import cloudevents
from sanjha.kernel.events import Subscription
from sanjha.kernel.metrics import EVENTS_DELIVERED

log = structlog.get_logger(__name__)
BATCH = 100


class Source(Protocol):
    """What receiving needs of the bus."""

    def fetch(self, service: str, kinds: Sequence[str], *, limit: int, seconds: float) -> list[Msg]: ...
    def settle(self, messages: Sequence[Msg]) -> None: ...
    def put_off(self, message: Msg, seconds: float) -> None: ...


def receive(bus: Source, service: str, *, seconds: float = 1.0) -> int:
    """Hand the next events to the service's handlers; returns how many were settled."""
    mine = subscriptions_of(service)
    if not mine:
        return 0
    messages = bus.fetch(service, sorted(mine), limit=BATCH, seconds=seconds)
    if not messages:
        return 0
    settled = messages if _handled_together(messages, mine) else _handled_one_by_one(bus, messages, mine)
    bus.settle(settled)
    return len(settled)


def _handled_together(messages: Sequence[Msg], mine: dict[str, list[Subscription]]) -> bool:
    """All in one transaction: three times as fast. False, and nothing has happened, when one of them fails."""
    try:
        came = [cloudevents.arrived(message.headers, message.data) for message in messages]
        if any(event.kind not in mine for event in came):
            return False
        inbox.handle_together(
            [(subscription, event) for event in came for subscription in mine.get(event.kind, ())]
        )
    except Exception as error:  # whoever fails says so when they are handed over one by one
        log.info("not all at once", why=repr(error))
        return False
    for event in came:
        EVENTS_DELIVERED.labels(event.kind).inc()
    return True


def _handled_one_by_one(
    bus: Source, messages: Sequence[Msg], mine: dict[str, list[Subscription]]
) -> list[Msg]:
    settled = []
    for message in messages:
        pause = _handled(message, mine)
        if pause is None:
            settled.append(message)
        else:
            bus.put_off(message, pause)
    return settled


def subscriptions_of(service: str) -> dict[str, list[Subscription]]:
    """The kinds of events that the service follows, with its handlers."""
    found = {
        kind: [
            entry for entry in events.subscriptions_to(kind) if entry.consumer.partition(".")[0] == service
        ]
        for kind in events.declared_events()
    }
    return {kind: handlers for kind, handlers in found.items() if handlers}


def _handled(message: Msg, mine: dict[str, list[Subscription]]) -> float | None:
    """None when nothing remains to be done with the message, else the seconds after which it should come again."""
    try:
        event = cloudevents.arrived(message.headers, message.data)
    except ValueError as error:
        log.error("not understood", subject=message.subject, why=str(error))
        return None
    attempt = message.metadata.num_delivered or 1
    if event.kind not in mine:
        # The service follows it in a newer version, whose process shall get it; or no longer does.
        return relay.pause_after(attempt) if attempt < relay.MOST_ATTEMPTS else None
    failures = inbox.handle_each(mine[event.kind], event)
    if not failures:
        return None
    if attempt < relay.MOST_ATTEMPTS:
        return relay.pause_after(attempt)
    dead_letters.keep(event, failures, attempt)
    return None
