"""What a handler cannot deal with: tried again later, then kept until a person replays it; nobody else waits for it."""

import time

import pytest

from sanjha.kernel import clock, dead_letters, events, relay
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.bus import receiving, sending
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.models import AuditEntry, DeadLetter, InboxEvent
from sanjha.kernel.tests.bus.conftest import publish, receive_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(happened, monkeypatch):
    """A handler that fails until it is mended; it gives up after the second try."""
    monkeypatch.setattr(relay, "MOST_ATTEMPTS", 2)
    monkeypatch.setattr(relay, "pause_after", lambda _attempt: 0.05)
    state = {"broken": True, "handled": 0}

    @events.subscribes(happened, by="sewa")
    def _fragile(event, *, event_id):
        if state["broken"]:
            raise ValueError("no such village")
        state["handled"] += 1

    return state


def test_a_failing_handler_tries_again_later(bus, happened, broken):
    publish(happened, 1)
    sending.send_waiting(bus.publish)
    assert receiving.receive(bus, "sewa") == 0
    broken["broken"] = False
    time.sleep(0.1)
    assert receive_all(bus) == 1
    assert (broken["handled"], DeadLetter.objects.count()) == (1, 0)


def test_what_cannot_be_handled_is_kept_until_a_person_replays_it(bus, happened, broken):
    (identifier,) = publish(happened, 1)
    sending.send_waiting(bus.publish)
    receiving.receive(bus, "sewa")
    time.sleep(0.1)
    receive_all(bus)
    letter = DeadLetter.objects.get()
    assert (letter.event_id, letter.consumer, letter.attempts) == (identifier, "sewa._fragile", 2)
    assert letter.error == "ValueError: no such village"
    with pytest.raises(DomainError, match="no such village"):
        dead_letters.replay(letter_id=letter.pk, actor=SYSTEM)
    assert DeadLetter.objects.get().attempts == 3
    broken["broken"] = False
    dead_letters.replay(letter_id=letter.pk, actor=SYSTEM)
    with pytest.raises(Conflict):
        dead_letters.replay(letter_id=letter.pk, actor=SYSTEM)
    letter.refresh_from_db()
    assert letter.settled_at is not None
    assert broken["handled"] == 1
    assert InboxEvent.objects.filter(event_id=identifier).count() == 1
    assert AuditEntry.objects.get(stream=dead_letters.STREAM).action == "EVENT_REPLAYED"


def test_one_failing_handler_does_not_keep_the_event_from_another(bus, happened, broken, seen):
    publish(happened, 1)
    sending.send_waiting(bus.publish)
    receiving.receive(bus, "sewa")
    assert len(seen) == 1


def test_one_that_fails_among_many_has_no_effect_and_the_others_have_theirs_once(bus, happened, monkeypatch):
    monkeypatch.setattr(relay, "pause_after", lambda _attempt: 0.05)
    handled, state = [], {"broken": True}

    @events.subscribes(happened, by="sewa")
    def _count(event, *, event_id):
        if event.number == 3 and state["broken"]:
            raise ValueError("no such village")
        InboxEvent.objects.create(consumer="effect", event_id=event_id, handled_at=clock.now())
        handled.append(event.number)

    publish(happened, *range(6))
    sending.send_waiting(bus.publish)
    assert receiving.receive(bus, "sewa") == 5
    assert InboxEvent.objects.filter(consumer="effect").count() == 5
    state["broken"] = False
    time.sleep(0.1)
    assert receive_all(bus) == 1
    assert InboxEvent.objects.filter(consumer="effect").count() == 6
