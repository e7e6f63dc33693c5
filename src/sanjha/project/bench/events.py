"""From the commit of an event to its effect in another service, and how many a second, beside bare JetStream."""

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sanjha.kernel import clock, events
from sanjha.kernel.bus import carrying, receiving, sending
from sanjha.kernel.bus.stream import Bus
from sanjha.kernel.conf import conf
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.project.nats import own_nats
from sanjha.project.running import house
from sanjha.project.tables import migrate

PER_SECOND = 100
SECONDS = 6
MANY = 3000
PATIENCE = 60.0
_arrived: dict[int, float] = {}


@events.event()
@dataclass(frozen=True)
class Measured:
    """Happens only while events are measured."""

    number: int
    subject: UUID


@events.subscribes(Measured, by="bench")
def note(event: Measured, *, event_id: UUID) -> None:
    _arrived[event.number] = time.perf_counter()


def bench_events() -> dict[str, Any]:
    """Delays at a steady rate; then the rate at which a full outbox is emptied into effects."""
    with house():
        migrate(verbosity=0)
        with own_nats(conf.home / "nats") as address:
            with _carried(address):
                delays = sorted(_delays())
            ours = _drain_rate(address)
            limit = _bare_rate(address)
    return {
        "bench": "events",
        "ours": round(ours),
        "limit": round(limit),
        "ratio": round(ours / limit, 3),
        "unit": "events per second",
        "detail": {
            "p50_milliseconds": round(statistics.median(delays) * 1000, 1),
            "p95_milliseconds": round(delays[int(len(delays) * 0.95)] * 1000, 1),
            "p99_milliseconds": round(delays[int(len(delays) * 0.99)] * 1000, 1),
            "steady_per_second": PER_SECOND,
            "steady_events": len(delays),
            "drained_events": MANY,
        },
    }


@contextmanager
def _carried(address: str) -> Iterator[None]:
    stop = threading.Event()
    running = carrying.threads(address, stop, ["bench"])
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in running:
            thread.join(PATIENCE)


def _publish(number: int) -> float:
    """The moment after the commit."""
    with transaction.atomic(durable=True):
        events.publish(Measured(number, new_id()))
    return time.perf_counter()


def _delays() -> list[float]:
    """Seconds from commit to effect, at a steady rate; the first ones warm up and do not count."""
    warm = PER_SECOND // 2
    committed = {}
    begun = time.perf_counter()
    for number in range(warm + PER_SECOND * SECONDS):
        time.sleep(max(0.0, begun + number / PER_SECOND - time.perf_counter()))
        committed[number] = _publish(number)
    _wait_for(len(committed))
    return [_arrived[number] - at for number, at in committed.items() if number >= warm]


def _wait_for(count: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(_arrived) < count and time.monotonic() < end:
        time.sleep(0.002)


def _drain_rate(address: str) -> float:
    """Events a second from a full outbox to their effects, sender and receiver side by side."""
    _arrived.clear()
    with transaction.atomic(durable=True):
        OutboxEvent.objects.bulk_create(_waiting(number) for number in range(MANY))
    begun = time.perf_counter()
    with _carried(address):
        _wait_for(MANY)
        seconds = time.perf_counter() - begun
    return len(_arrived) / seconds


def _waiting(number: int) -> OutboxEvent:
    now = clock.now()
    return OutboxEvent(
        kind=events.declared_type(Measured).kind,
        payload=events.payload_of(Measured(number, new_id())),
        happened_at=now,
        next_try_at=now,
    )


def _bare_rate(address: str) -> float:
    """The same messages published and fetched, each acknowledged, without any store."""
    bus = Bus(address)
    kind = events.declared_type(Measured).kind
    waiting = [_waiting(number) for number in range(MANY)]
    done = threading.Event()

    def fetch() -> None:
        got = 0
        while got < MANY:
            messages = other.fetch("bare", [kind], limit=receiving.BATCH, seconds=5)
            other.settle(messages)
            got += len(messages)
        done.set()

    other = Bus(address)
    _skip_what_is_there(other, kind)
    begun = time.perf_counter()
    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    for start in range(0, MANY, sending.BATCH):
        bus.publish(waiting[start : start + sending.BATCH])
    done.wait(PATIENCE)
    seconds = time.perf_counter() - begun
    bus.close()
    other.close()
    connection.close()
    return MANY / seconds


def _skip_what_is_there(bus: Bus, kind: str) -> None:
    """The measurement before left its messages in the stream."""
    while messages := bus.fetch("bare", [kind], limit=1000, seconds=0.5):
        bus.settle(messages)
