"""The threads of a worker: an event that is published is handled moments later, also after the bus was away."""

import threading
import time

import pytest
from django.db import connection

from sanjha.kernel import events, peers
from sanjha.kernel.bus import carrying
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.tests.bus.conftest import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moments(happened):
    """When each event was handled."""
    moments = {}

    @events.subscribes(happened, by="sewa")
    def _note(event, *, event_id):
        moments[event.number] = time.monotonic()

    return moments


@pytest.fixture
def carried(server, moments):
    stop = threading.Event()
    running = carrying.threads(server.address, stop, ["sewa"])
    for thread in running:
        thread.start()
    yield
    stop.set()
    for thread in running:
        thread.join(20)
    assert not any(thread.is_alive() for thread in running)


def wait_for(moments, number, seconds=15):
    end = time.monotonic() + seconds
    while number not in moments and time.monotonic() < end:
        time.sleep(0.005)
    return moments[number]


def test_an_event_is_handled_sooner_than_anybody_polls(carried, happened, moments):
    publish(happened, 0)
    wait_for(moments, 0)
    delays = []
    for number in range(1, 21):
        publish(happened, number)
        begun = time.monotonic()
        delays.append(wait_for(moments, number) - begun)
    assert sorted(delays)[10] < 0.25, "half of them wait for the poll: nobody hears the outbox"


def test_the_bus_may_go_away_and_come_back(carried, server, happened, moments):
    publish(happened, 0)
    wait_for(moments, 0)
    server.kill()
    publish(happened, 1)
    time.sleep(0.5)
    server.start()
    wait_for(moments, 1, seconds=40)
    # The effect may be seen a moment before the sender notes that it was delivered.
    until = time.monotonic() + 20
    while OutboxEvent.objects.filter(delivered_at__isnull=True).exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not OutboxEvent.objects.filter(delivered_at__isnull=True).exists()
    connection.close()


def test_whoever_follows_nothing_needs_no_thread(happened, moments):
    assert "sewa" in carrying.followers()
    assert "kernel" not in carrying.followers()


def test_what_runs_elsewhere_is_followed_elsewhere_and_the_door_everywhere():
    with peers.elsewhere("sewa", "http://127.0.0.1:9"), peers.elsewhere("exchange", "http://127.0.0.1:9"):
        followers = carrying.followers()
    assert "sewa" not in followers
    assert "exchange" not in followers
    assert {"people", "door"} <= set(followers)
