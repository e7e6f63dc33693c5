"""The background process for real: jobs and events drained over connections of its own, and a clean stop."""

import threading
import time
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjha.kernel import events, jobs, worker
from sanjha.kernel.models import Allocation, OutboxEvent
from sanjha.kernel.tests.declared import taken_back

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Rung:
    times: int


@pytest.fixture(autouse=True)
def _own_registry(empty_queue):
    with taken_back():
        events.event()(Rung)
        yield


@pytest.fixture
def start():
    """Run a worker in a thread; at the end it must stop by itself within seconds."""
    stop = threading.Event()
    faults = []

    def run():
        try:
            worker.run(stop, concurrency=2)
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=run)
    yield lambda: (thread.start(), stop)[1]
    stop.set()
    thread.join(20)
    assert not thread.is_alive(), "the worker did not stop"
    assert faults == []
    until(lambda: others() == 0)


def others():
    """Connections to this store besides our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def until(condition, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def mark(series):
    Allocation.objects.update_or_create(series=series, defaults={"last": 1})


def marks():
    return set(Allocation.objects.values_list("series", flat=True))


def statuses():
    return dict(
        ProcrastinateJob.objects.exclude(queue_name="housekeeping").values_list("args__name", "status")
    )


def declare_job():
    @jobs.job(queue="bells", retries=2)
    def ring(*, name: str) -> None:
        if name == "cracked":
            raise RuntimeError("no sound")
        with transaction.atomic():
            mark(name)
            if name == "first":
                ring.defer(name="second")

    return ring


def test_jobs_and_events_are_drained_and_failures_wait_for_another_try(start):
    ring = declare_job()
    events.subscribes(Rung, by="sewa")(lambda event, *, event_id: ring.defer(name=f"event-{event.times}"))
    with transaction.atomic():
        ring.defer(name="first")
        ring.defer(name="cracked")
        for times in range(3):
            events.publish(Rung(times))
    start()
    until(lambda: marks() == {"first", "second", "event-0", "event-1", "event-2"})
    until(lambda: ProcrastinateJob.objects.filter(queue_name="bells", attempts=1).count() == 1)
    until(lambda: set(statuses()) == {"cracked"})
    assert OutboxEvent.objects.filter(delivered_at__isnull=True).count() == 0
    again = ProcrastinateJob.objects.get(queue_name="bells")
    assert (again.status, again.attempts) == ("todo", 1)
    assert again.scheduled_at is not None


def test_what_is_begun_is_finished_before_the_stop(start):
    begun = threading.Event()

    @jobs.job(queue="bells")
    def toll(*, name: str) -> None:
        begun.set()
        time.sleep(1)
        mark(name)

    toll.defer(name="slow")
    stop = start()
    assert begun.wait(15)
    stop.set()
    until(lambda: marks() == {"slow"})
    until(lambda: not ProcrastinateJob.objects.filter(queue_name="bells").exists())


def test_a_worker_outlives_a_store_that_drops_its_connections(start, monkeypatch):
    monkeypatch.setattr(worker, "TROUBLE_SECONDS", 0.3)
    ring = declare_job()
    ring.defer(name="before")
    start()
    until(lambda: "before" in marks())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] >= 1
    ring.defer(name="after")
    with transaction.atomic():
        events.subscribes(Rung, by="sewa")(lambda event, *, event_id: mark("heard"))
        events.publish(Rung(1))
    until(lambda: {"after", "heard"} <= marks(), seconds=30)
