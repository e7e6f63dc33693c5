"""The threads of a worker that carry events over the bus: one sends, one for each service receives."""

import threading
from collections.abc import Callable, Sequence

import structlog
from django.db import close_old_connections, connection

from sanjha.kernel import events, peers
from sanjha.kernel.bus import receiving, sending
from sanjha.kernel.bus.stream import Bus, Trouble

log = structlog.get_logger(__name__)
TROUBLE_SECONDS = 1.0
Turn = Callable[[Bus], None]


def threads(address: str, stop: threading.Event, services: Sequence[str]) -> list[threading.Thread]:
    """Not started yet; they end when `stop` is set. A bus or a store that does not answer is tried again."""
    turns: dict[str, Turn] = {"send": lambda bus: _send(bus, stop)}
    for service in services:
        turns[f"receive-{service}"] = _receiving(service)
    return [
        threading.Thread(target=_carry, args=(address, turn, stop), name=name, daemon=True)
        for name, turn in turns.items()
    ]


def followers() -> list[str]:
    """The services of this unit that follow events at all, and what the unit carries of others to follow them."""
    kinds = events.declared_events()
    found = {entry.consumer.partition(".")[0] for kind in kinds for entry in events.subscriptions_to(kind)}
    return sorted(service for service in found if peers.runs_here(service))


def _send(bus: Bus, stop: threading.Event) -> None:
    if not sending.send_waiting(bus.publish):
        sending.wait_for_news(stop)


def _receiving(service: str) -> Turn:
    def receive(bus: Bus) -> None:
        receiving.receive(bus, service)

    return receive


def _carry(address: str, turn: Turn, stop: threading.Event) -> None:
    bus: Bus | None = None
    while not stop.is_set():
        try:
            bus = bus or Bus(address)
            turn(bus)
        except Trouble as error:
            log.warning("the bus does not answer", why=repr(error))
            stop.wait(TROUBLE_SECONDS)
        except Exception:
            log.exception("events could not be carried")
            close_old_connections()
            stop.wait(TROUBLE_SECONDS)
    if bus is not None:
        bus.close()
    connection.close()
