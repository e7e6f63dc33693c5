"""Events over a real JetStream: in order, each effect once, nothing lost when the bus or a consumer dies."""

import threading
import time
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from sanjha.kernel import clock, events, inbox
from sanjha.kernel.bus import cloudevents, receiving, sending
from sanjha.kernel.bus.stream import Bus, Trouble
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.tests.bus.conftest import publish, receive_all

pytestmark = pytest.mark.django_db


def test_events_arrive_in_their_order_with_the_request_they_belong_to(bus, happened, seen):
    identifiers = publish(happened, 1, 2, 3)
    assert sending.send_waiting(bus.publish) == 3
    assert sending.send_waiting(bus.publish) == 0
    assert receive_all(bus) == 3
    assert seen == [(number, identifiers[number - 1], "request-1") for number in (1, 2, 3)]


def test_what_is_sent_twice_has_its_effect_once(bus, happened, seen):
    """The sender died after the stream had the event and before the outbox knew."""
    publish(happened, 1)
    sending.send_waiting(bus.publish)
    OutboxEvent.objects.update(delivered_at=None)
    sending.send_waiting(bus.publish)
    receive_all(bus)
    assert len(seen) == 1


def test_what_is_received_twice_has_its_effect_once(bus, happened, seen):
    """The consumer died after the effect and before it said so; the stream's own memory of ids does not help here."""
    publish(happened, 1)
    sending.send_waiting(bus.publish)
    messages = bus.fetch("sewa", [events.declared_type(happened).kind], limit=10, seconds=1)
    for message in messages:
        event = cloudevents.arrived(message.headers, message.data)
        (subscription,) = receiving.subscriptions_of("sewa")[event.kind]
        inbox.handle_once(subscription, event)
    bus.put_off(messages[0], 0.01)
    time.sleep(0.1)
    assert receive_all(bus) == 1
    assert len(seen) == 1


def test_two_services_get_each_event_and_none_that_they_do_not_follow(bus, happened, seen):
    others = []

    @events.event()
    @dataclass(frozen=True)
    class Unheard:
        number: int

    @events.subscribes(happened, by="locker")
    def _note(event, *, event_id):
        others.append(event.number)

    publish(happened, 1, 2)
    with transaction.atomic():
        events.publish(Unheard(7))
    sending.send_waiting(bus.publish)
    assert receive_all(bus) == 2
    assert receive_all(bus, "locker") == 2
    assert receive_all(bus, "people") == 0
    assert (len(seen), others) == (2, [1, 2])


def test_a_service_that_was_away_catches_up(bus, server, happened, seen):
    publish(happened, *range(250))
    while sending.send_waiting(bus.publish, limit=100):
        pass
    server.kill()
    server.start()
    later = Bus(server.address)
    try:
        assert receive_all(later) == 250
    finally:
        later.close()
    assert [number for number, _event, _request in seen] == list(range(250))


def test_when_the_bus_is_away_the_outbox_keeps_everything(bus, server, happened, seen, monkeypatch):
    monkeypatch.setattr("sanjha.kernel.bus.stream.PATIENCE", 0.5)
    publish(happened, 1)
    server.kill()
    with pytest.raises(Trouble):
        sending.send_waiting(bus.publish)
    assert OutboxEvent.objects.filter(delivered_at__isnull=True).count() == 1
    server.start()
    for _try in range(40):
        try:
            if sending.send_waiting(bus.publish):
                break
        except Trouble:
            time.sleep(0.1)
    assert receive_all(bus) == 1
    assert len(seen) == 1


def test_without_a_bus_it_says_so_at_once():
    with pytest.raises(Trouble):
        Bus("nats://127.0.0.1:1")


@pytest.mark.django_db(transaction=True)
def test_only_one_process_sends_at_a_time(happened):
    publish(happened, 1)
    inside, leave = threading.Event(), threading.Event()
    sent = []

    def slowly(waiting):
        inside.set()
        leave.wait(5)
        sent.extend(waiting)

    def first():
        sending.send_waiting(slowly)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(5)
    assert sending.send_waiting(sent.extend) == 0
    leave.set()
    thread.join(5)
    assert len(sent) == 1


@pytest.mark.django_db(transaction=True)
def test_news_wake_the_sender(happened):
    begun = time.monotonic()
    threading.Timer(0.2, _publish_in_a_thread, [happened]).start()
    sending.wait_for_news(threading.Event())
    assert time.monotonic() - begun < sending.POLL_SECONDS * 0.9


def _publish_in_a_thread(happened):
    publish(happened, 1)
    connection.close()


def test_nobody_waits_after_the_end():
    stop = threading.Event()
    stop.set()
    begun = clock.now()
    sending.wait_for_news(stop)
    assert (clock.now() - begun).total_seconds() < sending.POLL_SECONDS
