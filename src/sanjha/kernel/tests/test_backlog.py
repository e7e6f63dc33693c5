"""How much work waits, as operators' tools read it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from sanjha.kernel import audit_days, clock, dead_letters, events, relay, web
from sanjha.kernel.inbox import Given
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.tests.declared import taken_back

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Waited:
    times: int


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        events.event()(Waited)
        yield


def scraped():
    response = web.metrics(RequestFactory().get("/metrics"))
    assert response.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def test_an_idle_house_has_no_backlog():
    found = scraped()
    names = (
        "sanjha_store_up",
        "sanjha_events_waiting",
        "sanjha_events_given_up",
        "sanjha_events_oldest_seconds",
    )
    assert [found[name,] for name in names] == [1, 0, 0, 0]
    assert found["sanjha_audit_signed_timestamp_seconds",] == 0


def test_events_and_jobs_that_wait_are_counted():
    with clock.frozen(clock.now() - timedelta(minutes=10)), transaction.atomic():
        for times in range(3):
            events.publish(Waited(times))
    first = OutboxEvent.objects.first()
    OutboxEvent.objects.filter(pk=first.pk).update(failed_at=clock.now())
    given = Given(first.pk, first.kind, first.version, first.payload, "", first.happened_at)
    dead_letters.keep(given, {"sewa.handler": ValueError("no")}, 12)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status) VALUES "
            "('x', 'issue', 'todo'), ('x', 'issue', 'todo'), ('x', 'issue', 'failed'), ('x', 'sms', 'doing')"
        )
    found = scraped()
    assert found["sanjha_events_waiting",] == 2
    assert found["sanjha_events_given_up",] == 1
    assert 600 <= found["sanjha_events_oldest_seconds",] < 660
    assert found["sanjha_job_backlog", "issue", "todo"] == 2
    assert found["sanjha_job_backlog", "issue", "failed"] == 1
    assert found["sanjha_job_backlog", "sms", "doing"] == 1


def test_what_is_delivered_waits_no_more():
    with transaction.atomic():
        events.publish(Waited(1))
    relay.deliver_all()
    assert scraped()["sanjha_events_waiting",] == 0


def test_the_last_signature_of_the_trail_is_shown():
    moment = clock.now()
    with clock.frozen(moment):
        audit_days.close_day(clock.today() - timedelta(days=1))
    assert scraped()["sanjha_audit_signed_timestamp_seconds",] == pytest.approx(moment.timestamp(), abs=0.01)


def test_figures_come_even_when_the_store_is_away():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
        cursor.execute("ALTER TABLE kernel_auditroot RENAME TO moved_away")
        found = scraped_in_a_broken_store()
        transaction.set_rollback(True)
    assert found["sanjha_store_up",] == 0
    assert ("sanjha_events_waiting",) not in found


def scraped_in_a_broken_store():
    with transaction.atomic():
        found = scraped()
        transaction.set_rollback(True)
    return found


def test_several_processes_are_summed_and_the_backlog_is_asked_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    found = scraped()
    assert found["sanjha_store_up",] == 1
    assert ("sanjha_events_waiting",) in found


def test_a_scrape_takes_five_statements(django_assert_num_queries):
    """Three for what waits, two for the copies of facts."""
    with django_assert_num_queries(5):
        scraped()


def test_no_two_figures_share_a_name():
    response = web.metrics(RequestFactory().get("/metrics"))
    names = [
        line.split()[2]
        for line in response.content.decode().splitlines()
        if line.startswith("# TYPE sanjha_")
    ]
    assert len(names) == len(set(names))
    families = [
        name.removesuffix("_total").removesuffix("_created")
        for name in names
        if not name.endswith("_created")
    ]
    assert len(families) == len(set(families))
