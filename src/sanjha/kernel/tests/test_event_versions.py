"""Two versions of one event side by side: both are told, each consumer follows one, and nobody acts twice."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from sanjha.kernel import clock, events, inbox, relay
from sanjha.kernel.inbox import Given
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.tests.declared import taken_back

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class BellTolled:
    times: int


@dataclass(frozen=True)
class BellTolledAloud:
    strokes: tuple[int, ...]

    def as_before(self):
        return BellTolled(len(self.strokes))


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        events.event()(BellTolled)
        events.event(version=2, name="BellTolled")(BellTolledAloud)
        yield


def tolled():
    with transaction.atomic():
        return events.publish(BellTolledAloud((1, 2, 3)))


def listening(cls, heard, consumer="sewa"):
    def on_tolled(event, *, event_id):
        heard.append((event, event_id))

    events.subscribes(cls, by=consumer)(on_tolled)


def test_each_consumer_gets_the_version_that_it_follows():
    old, new = [], []
    listening(BellTolled, old, "sewa")
    listening(BellTolledAloud, new, "locker")
    identifier = tolled()
    relay.deliver_all()
    assert (old, new) == ([(BellTolled(3), identifier)], [(BellTolledAloud((1, 2, 3)), identifier)])
    assert sorted(OutboxEvent.objects.values_list("kind", "version")) == [
        ("kernel.BellTolled", 1),
        ("kernel.BellTolled.v2", 2),
    ]


@pytest.mark.parametrize("first", [BellTolled, BellTolledAloud])
def test_a_consumer_that_changes_over_while_both_come_acts_once(first):
    second = BellTolledAloud if first is BellTolled else BellTolled
    heard = []
    tolled()
    listening(first, heard)
    listening(second, heard)
    relay.deliver_all()
    assert len(heard) == 1


def test_and_once_when_they_come_together():
    heard = []
    listening(BellTolled, heard)
    listening(BellTolledAloud, heard)
    tolled()
    rows = OutboxEvent.objects.order_by("id")
    given = [Given(row.id, row.kind, row.version, row.payload, "", row.happened_at) for row in rows]
    inbox.handle_together(
        [(entry, event) for event in given for entry in events.subscriptions_to(event.kind)]
    )
    assert len(heard) == 1


def test_what_was_written_in_the_earlier_version_is_still_read():
    heard = []
    listening(BellTolled, heard)
    with transaction.atomic():
        events.publish(BellTolled(5))
    relay.deliver_all()
    assert heard[0][0] == BellTolled(5)


def test_without_the_earlier_version_only_the_later_is_told():
    with taken_back():
        del events._types["kernel.BellTolled"], events._types["kernel.BellTolled.v2"]
        events.event(version=2, name="BellTolled")(BellTolledAloud)
        tolled()
    assert [row.kind for row in OutboxEvent.objects.all()] == ["kernel.BellTolled.v2"]


def test_a_later_version_says_what_the_earlier_would_have_told():
    @dataclass(frozen=True)
    class BellBroken:
        loud: bool

    with pytest.raises(TypeError, match=r"BellTolled\.v3 succeeds kernel\.BellTolled\.v2"):
        events.event(version=3, name="BellTolled")(BellBroken)


def test_fields_that_a_newer_process_added_are_passed_over():
    assert events.decode("kernel.BellTolled", {"times": 3, "loud": True}) == BellTolled(3)


def test_an_older_worker_leaves_what_only_a_newer_one_knows():
    heard = []
    tolled()
    known = events._types.pop("kernel.BellTolled.v2")
    relay.deliver_all()
    waiting = OutboxEvent.objects.get(kind="kernel.BellTolled.v2")
    assert (waiting.delivered_at, waiting.failed_at) == (None, None)
    events._types["kernel.BellTolled.v2"] = known
    listening(BellTolledAloud, heard)
    with clock.advanced(timedelta(minutes=2)):
        relay.deliver_all()
    assert len(heard) == 1
