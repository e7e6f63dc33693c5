"""Calls and events are counted with their times, whatever came of them; what was rolled back had no effect."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from sanjha.kernel import clock, context, events, inbox, metrics, relay
from sanjha.kernel.contracts import operation, provides
from sanjha.kernel.errors import NotFound
from sanjha.kernel.ids import new_id
from sanjha.kernel.inbox import Given
from sanjha.kernel.tests.declared import taken_back


@dataclass(frozen=True)
class Rung:
    times: int


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        events.event()(Rung)
        yield


def of(metric, suffix, **labels):
    """The value of one sample, 0 when nothing was counted."""
    return sum(
        sample.value
        for family in metric.collect()
        for sample in family.samples
        if sample.name.endswith(suffix) and labels.items() <= sample.labels.items()
    )


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "ok"), (NotFound("gone"), "not-found"), (ZeroDivisionError(), metrics.FAULT)],
)
def test_a_call_is_counted_with_its_time_whatever_came_of_it(error, outcome):
    name = f"kernel.v1/counted-{outcome}"

    @operation(name)
    def counted() -> str: ...

    @provides(counted)
    def answer() -> str:
        if error:
            raise error
        return "here"

    if error:
        with pytest.raises(type(error)):
            counted()
    else:
        assert counted() == "here"

    assert of(metrics.CONTRACT_CALLS, "_total", operation=name) == 1
    assert of(metrics.CONTRACT_CALLS, "_total", operation=name, outcome=outcome, consumer="kernel") == 1
    assert of(metrics.CONTRACT_SECONDS, "_count", operation=name) == 1
    assert 0 < of(metrics.CONTRACT_SECONDS, "_sum", operation=name) < 1


def listen(consumer, effect=lambda _event: None):
    def handler(event, *, event_id):
        effect(event)

    handler.__name__ = "on_rung"
    events.subscribes(Rung, by=consumer)(handler)


def effects(consumer, suffix="_count"):
    return of(metrics.EVENT_SECONDS, suffix, kind="kernel.Rung", consumer=f"{consumer}.on_rung")


@pytest.mark.django_db(transaction=True)
def test_the_time_of_an_event_runs_from_its_happening_to_its_effect():
    listen("late")
    with clock.frozen("2026-11-24T10:00:00+05:30"), context.request_scope(""), transaction.atomic():
        events.publish(Rung(1))
    with clock.frozen("2026-11-24T10:00:40+05:30"):
        relay.deliver_all()
    assert effects("late") == 1
    assert effects("late", "_sum") == 40


def fail(_event):
    raise RuntimeError("the bell is cracked")


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_or_came_again_had_no_effect():
    listen("sound")
    listen("cracked", fail)
    sound, cracked = events.subscriptions_to("kernel.Rung")
    event = Given(
        new_id(), "kernel.Rung", 1, {"times": 1}, "request-12345", clock.now() - timedelta(seconds=3)
    )
    with pytest.raises(RuntimeError):
        inbox.handle_together([(sound, event), (cracked, event)])
    assert (effects("sound"), effects("cracked")) == (0, 0)
    inbox.handle_together([(sound, event), (sound, event)])
    inbox.handle_each([sound, cracked], event)
    assert (effects("sound"), effects("cracked")) == (1, 0)
