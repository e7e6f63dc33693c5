"""Two releases of one service follow different events: what the older one does not know waits for the newer one."""

import time

import pytest

from sanjha.kernel import events, relay
from sanjha.kernel.bus import receiving, sending
from sanjha.kernel.tests.bus.conftest import publish, receive_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(happened, seen):
    """The newer release also follows another event; as the older one, its worker does not."""
    other = type("Rung", (happened,), {"__module__": "sanjha.kernel.tests.bus.test_newer_kinds"})
    events.event()(other)
    rung = []

    def _ring(event, *, event_id):
        rung.append(event.number)

    class Newer:
        cls = other
        heard = rung

        def __enter__(self):
            events.subscribes(other, by="sewa")(_ring)

        def __exit__(self, *_error):
            events._subscriptions["kernel.Rung"].clear()

    return Newer()


def test_an_older_worker_puts_off_what_only_the_newer_follows(bus, happened, seen, newer, monkeypatch):
    monkeypatch.setattr(relay, "pause_after", lambda _attempt: 0.05)
    with newer:
        receiving.receive(bus, "sewa", seconds=0.2)  # from now on the service gets both kinds
    publish(happened, 1)
    publish(newer.cls, 2)
    sending.send_waiting(bus.publish)
    assert receiving.receive(bus, "sewa") == 1
    assert ([number for number, _id, _request in seen], newer.heard) == ([1], [])
    time.sleep(0.1)
    with newer:
        assert receive_all(bus) == 1
    assert newer.heard == [2]


def test_what_nobody_follows_any_more_does_not_come_for_ever(bus, happened, seen, newer, monkeypatch):
    monkeypatch.setattr(relay, "pause_after", lambda _attempt: 0.01)
    monkeypatch.setattr(relay, "MOST_ATTEMPTS", 2)
    with newer:
        receiving.receive(bus, "sewa", seconds=0.2)
    publish(newer.cls, 2)
    sending.send_waiting(bus.publish)
    settled = [receiving.receive(bus, "sewa", seconds=0.3) for _time in range(3)]
    assert settled == [0, 1, 0]
