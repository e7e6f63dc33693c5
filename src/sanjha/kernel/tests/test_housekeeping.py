"""What the kernel does by itself."""

from datetime import date

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjha.kernel import actors, audit, clock, housekeeping
from sanjha.kernel.models import AuditRoot

pytestmark = pytest.mark.django_db


def a_deed():
    with transaction.atomic():
        audit.record(actors.SYSTEM, "SOMETHING_DONE", stream="test")


def sql(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchone()[0] if cursor.description else None


def a_job_in_hand(*, heartbeat_seconds_ago=None, attempts=0):
    worker = None
    if heartbeat_seconds_ago is not None:
        worker = sql(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            heartbeat_seconds_ago,
        )
    return sql(
        "INSERT INTO procrastinate_jobs (task_name, queue_name, status, worker_id, attempts) "
        "VALUES ('kerneltest.print', 'letters', 'doing', %s, %s) RETURNING id",
        worker,
        attempts,
    )


def status(job):
    return ProcrastinateJob.objects.get(pk=job).status


def test_days_that_are_over_are_signed():
    with clock.frozen("2026-11-20T10:00:00+05:30"):
        a_deed()
    with clock.frozen("2026-11-22T00:20:00+05:30"):
        housekeeping.close_audit_days()
        housekeeping.close_audit_days()
    signed = AuditRoot.objects.order_by("day").values_list("day", "size")
    assert list(signed) == [(date(2026, 11, 20), 1), (date(2026, 11, 21), 0)]


def test_a_deed_across_midnight_is_waited_for():
    with clock.frozen("2026-11-20T23:59:59+05:30"):
        a_deed()
    with clock.frozen("2026-11-21T00:09:00+05:30"):
        housekeeping.close_audit_days()
        assert not AuditRoot.objects.exists()
    with clock.frozen("2026-11-21T00:11:00+05:30"):
        housekeeping.close_audit_days()
        assert AuditRoot.objects.get().size == 1


def test_a_job_whose_process_died_is_queued_again():
    dead = a_job_in_hand(heartbeat_seconds_ago=120)
    forgotten = a_job_in_hand()
    alive = a_job_in_hand(heartbeat_seconds_ago=5)
    housekeeping.revive_stalled_jobs()
    assert [status(job) for job in (dead, forgotten, alive)] == ["todo", "todo", "doing"]
    assert ProcrastinateJob.objects.get(pk=dead).attempts == 1


def test_a_job_that_kills_its_process_every_time_is_given_up():
    deadly = a_job_in_hand(heartbeat_seconds_ago=120, attempts=housekeeping.MOST_ATTEMPTS)
    housekeeping.revive_stalled_jobs()
    assert status(deadly) == "failed"


def test_nothing_to_revive_changes_nothing():
    alive = a_job_in_hand(heartbeat_seconds_ago=housekeeping.DEAD_AFTER_SECONDS - 5)
    housekeeping.revive_stalled_jobs()
    assert status(alive) == "doing"
