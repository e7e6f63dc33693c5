"""Delivery: at least once on the way, once in effect, and one consumer's trouble is nobody else's."""

import json
import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction

from sanjha.kernel import actors, clock, context, contracts, dead_letters, events, relay
from sanjha.kernel.errors import Conflict, DomainError, NotFound
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import Allocation, AuditEntry, DeadLetter, InboxEvent, OutboxEvent
from sanjha.kernel.tests.declared import taken_back


@dataclass(frozen=True)
class Tolled:
    times: int


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        events.event()(Tolled)
        yield


def toll(times=1):
    with context.request_scope("toll-request"), transaction.atomic():
        return events.publish(Tolled(times))


def listen(consumer, effect):
    """Subscribe a consumer whose effect is one row more (or an error)."""

    def handler(event, *, event_id):
        effect(event)

    handler.__name__ = "on_tolled"
    events.subscribes(Tolled, by=consumer)(handler)


def count(series):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_allocation (series, last) VALUES (%s, 1) "
            "ON CONFLICT (series) DO UPDATE SET last = kernel_allocation.last + 1",
            [series],
        )


def counted(series):
    return Allocation.objects.filter(series=series).values_list("last", flat=True).first() or 0


def fail(_event):
    raise RuntimeError("the bell is cracked")


@pytest.mark.django_db
def test_an_event_reaches_every_consumer_in_its_request_and_for_the_system():
    seen = []
    listen("sewa", lambda event: seen.append(("sewa", event, context.request_id(), context.actor())))
    listen("locker", lambda event: seen.append(("locker", event, context.request_id(), context.actor())))
    toll(3)
    assert relay.deliver_all() == 1
    assert seen == [(name, Tolled(3), "toll-request", actors.SYSTEM) for name in ("sewa", "locker")]
    delivered = OutboxEvent.objects.get()
    assert delivered.delivered_at is not None
    assert relay.deliver_all() == 0


@pytest.mark.django_db
def test_an_event_without_consumers_is_delivered():
    toll()
    assert relay.deliver_all() == 1
    assert OutboxEvent.objects.get().delivered_at is not None


@pytest.mark.django_db
def test_events_come_in_the_order_they_happened():
    seen = []
    listen("sewa", lambda event: seen.append(event.times))
    for times in range(5):
        toll(times)
    relay.deliver_batch()
    assert seen == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_a_failing_consumer_does_not_block_the_others_nor_repeat_them():
    bell = {"cracked": True}
    listen("locker", lambda event: fail(event) if bell["cracked"] else count("locker"))
    listen("sewa", lambda event: count("sewa"))
    toll()
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        OutboxEvent.objects.update(next_try_at=clock.now())
        relay.deliver_batch()
        waiting = OutboxEvent.objects.get()
        assert counted("sewa") == 1
        assert (waiting.delivered_at, waiting.attempts) == (None, 1)
        assert waiting.last_error == "locker.on_tolled: RuntimeError: the bell is cracked"
        assert waiting.next_try_at == clock.now() + timedelta(seconds=2)
        assert relay.deliver_batch() == 0

        bell["cracked"] = False
        with clock.advanced(timedelta(seconds=3)):
            assert relay.deliver_all() == 1
    waiting.refresh_from_db()
    assert (counted("sewa"), counted("locker"), waiting.last_error) == (1, 1, "")
    assert waiting.delivered_at is not None


@pytest.mark.django_db
def test_a_second_delivery_at_the_same_moment_has_no_effect():
    """The clock may stand still; what counts is the inbox row."""
    listen("sewa", lambda event: count("sewa"))
    identifier = toll()
    with clock.frozen("2030-01-01"):
        for _time in range(3):
            OutboxEvent.objects.filter(pk=identifier).update(delivered_at=None, next_try_at=clock.now())
            relay.deliver_batch()
    assert counted("sewa") == 1
    assert InboxEvent.objects.filter(event_id=identifier).count() == 1


@pytest.mark.django_db
def test_what_a_handler_did_before_it_failed_is_undone():
    def half_done(event):
        count("sewa")
        fail(event)

    listen("sewa", half_done)
    toll()
    relay.deliver_batch()
    assert counted("sewa") == 0
    assert not InboxEvent.objects.exists()


@pytest.mark.django_db
def test_an_event_that_never_goes_through_is_given_up():
    listen("sewa", fail)
    toll()
    moment = clock.now()
    for _attempt in range(relay.MOST_ATTEMPTS):
        moment += timedelta(hours=2)
        with clock.frozen(moment):
            assert relay.deliver_batch() == 1
    given_up = OutboxEvent.objects.get()
    assert (given_up.attempts, given_up.failed_at, given_up.delivered_at) == (
        relay.MOST_ATTEMPTS,
        moment,
        None,
    )
    with clock.frozen(moment + timedelta(days=1)):
        assert relay.deliver_batch() == 0


def given_up(consumer="sewa"):
    """An event that this consumer has given up; the letter that was kept of it."""
    toll(7)
    moment = clock.now()
    for _attempt in range(relay.MOST_ATTEMPTS):
        moment += timedelta(hours=2)
        with clock.frozen(moment):
            relay.deliver_batch()
    return DeadLetter.objects.get(consumer=f"{consumer}.on_tolled")


@pytest.mark.django_db
def test_what_was_given_up_is_replayed_by_a_person_for_the_consumer_that_failed():
    state = {"broken": True}
    listen("sewa", lambda event: fail(event) if state["broken"] else count("sewa"))
    listen("locker", lambda event: count("locker"))
    letter = given_up()
    assert letter.error == "RuntimeError: the bell is cracked"
    with pytest.raises(DomainError, match="the bell is cracked"):
        dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM)
    state["broken"] = False
    dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM)
    assert (counted("sewa"), counted("locker")) == (1, 1)
    event = OutboxEvent.objects.get()
    assert event.delivered_at is not None
    assert event.failed_at is None
    with pytest.raises(Conflict):
        dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM)


@pytest.mark.django_db
def test_a_mended_event_is_handed_over_as_it_was_mended():
    seen = []
    listen("sewa", lambda event: fail(event) if event.times == 7 else seen.append(event.times))
    letter = given_up()
    with pytest.raises(DomainError, match="does not fit") as refusal:
        dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM, payload={"times": "often"})
    assert refusal.value.field == "payload"
    dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM, payload={"times": 3})
    assert seen == [3]
    assert OutboxEvent.objects.get().payload == {"times": 7}
    assert json.loads(AuditEntry.objects.get(stream=dead_letters.STREAM).body)["details"]["mended"] == [
        "times"
    ]


@pytest.mark.django_db
def test_of_two_people_who_replay_one_is_told_that_the_other_was_first(monkeypatch):
    listen("sewa", lambda event: fail(event) if event.times == 7 else None)
    letter = given_up()
    settle = dead_letters._settle

    def second_comes_first(*arguments):
        settle(*arguments)
        return settle(*arguments)

    monkeypatch.setattr(dead_letters, "_settle", second_comes_first)
    with pytest.raises(Conflict):
        dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM, payload={"times": 3})
    assert AuditEntry.objects.filter(stream=dead_letters.STREAM).count() == 1


@pytest.mark.django_db
def test_what_nobody_handles_any_more_and_what_is_not_there_cannot_be_replayed():
    listen("sewa", fail)
    letter = given_up()
    events._subscriptions.clear()
    with pytest.raises(DomainError, match="Nobody handles"):
        dead_letters.replay(letter_id=letter.pk, actor=actors.SYSTEM)
    with pytest.raises(NotFound):
        dead_letters.replay(letter_id=new_id(), actor=actors.SYSTEM)


@pytest.mark.django_db
def test_pauses_grow_up_to_an_hour():
    listen("sewa", fail)
    toll()
    pauses, moment = [], clock.now()
    for _attempt in range(relay.MOST_ATTEMPTS):
        moment += timedelta(hours=2)
        with clock.frozen(moment):
            relay.deliver_batch()
            pauses.append((OutboxEvent.objects.get().next_try_at - moment).total_seconds())
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600]


@pytest.mark.django_db
def test_a_handler_may_publish_on():
    listen("sewa", lambda event: events.publish(Tolled(event.times - 1)) if event.times else None)
    toll(4)
    assert relay.deliver_all() == 5


@pytest.mark.django_db(transaction=True)
def test_a_handler_cannot_call_another_service():
    """Its transaction is open: what it needs of others it defers as a job."""

    @contracts.operation("kerneltest.v1/far")
    def far() -> int: ...

    contracts.provides(far)(lambda: 1)
    listen("sewa", lambda event: far())
    toll()
    relay.deliver_batch()
    assert "open transaction" in OutboxEvent.objects.get().last_error


def in_threads(work, times=4):
    faults = []

    def run():
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.django_db(transaction=True)
def test_relays_at_work_together_deliver_each_event_once():
    listen("sewa", lambda event: count(f"sewa-{event.times}"))
    listen("locker", lambda event: count(f"locker-{event.times}"))
    for times in range(60):
        toll(times)
    in_threads(lambda: [relay.deliver_batch(limit=7) for _ in range(12)])
    assert OutboxEvent.objects.filter(delivered_at__isnull=True).count() == 0
    assert {counted(f"{name}-{times}") for times in range(60) for name in ("sewa", "locker")} == {1}
    assert InboxEvent.objects.count() == 120


@pytest.mark.django_db(transaction=True)
def test_two_relays_with_the_same_event_in_hand_handle_it_once():
    """The first took too long and its claim ran out: the second waits for the first's transaction and then does nothing."""
    started, finish = threading.Event(), threading.Event()

    def slow(_event):
        started.set()
        finish.wait(5)
        count("slow")

    listen("sewa", slow)
    identifier = toll()
    first = threading.Thread(target=lambda: (relay.deliver_batch(), connection.close()))
    first.start()
    assert started.wait(5)
    OutboxEvent.objects.filter(pk=identifier).update(next_try_at=clock.now())
    second = threading.Thread(target=lambda: (relay.deliver_batch(), connection.close()))
    second.start()
    second.join(0.3)
    assert second.is_alive()
    finish.set()
    first.join(), second.join()
    assert counted("slow") == 1


@pytest.mark.django_db
def test_a_claim_of_a_relay_that_died_runs_out():
    listen("sewa", lambda event: count("sewa"))
    identifier = toll()
    OutboxEvent.objects.filter(pk=identifier).update(attempts=1, next_try_at=clock.now() + relay.CLAIM)
    assert relay.deliver_batch() == 0
    with clock.advanced(relay.CLAIM + timedelta(seconds=1)):
        assert relay.deliver_batch() == 1
    assert counted("sewa") == 1


@pytest.mark.django_db
def test_delivery_takes_few_statements(django_assert_num_queries):
    listen("sewa", lambda event: None)
    for times in range(10):
        toll(times)
    # To claim in a transaction, to fetch, to mark as delivered; for each event its inbox row in a transaction.
    with django_assert_num_queries(5 + 10 * 3):
        relay.deliver_batch()
