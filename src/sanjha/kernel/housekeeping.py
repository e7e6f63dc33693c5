"""What the kernel does by itself: seal and sign the audit trail, take up jobs that a dead process left behind."""

import structlog
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from sanjha.kernel import audit_batches, audit_days, clock, nonces
from sanjha.kernel.jobs import job

log = structlog.get_logger(__name__)

DEAD_AFTER_SECONDS = 60.0
"""Without a sign of life (one is due every ten seconds) the process that ran a job counts as dead."""
MOST_ATTEMPTS = 20
"""A job that takes its process down with it is not taken up for ever."""


@job(queue="housekeeping", retries=3, cron="20 * * * *")
def close_audit_days() -> None:
    """Sign the root of every day that is over. Hourly, so that a machine that is off at night catches up."""
    for root in audit_days.close_past_days():
        log.info("audit day closed", day=root.day.isoformat(), size=root.size)


@job(queue="housekeeping", retries=1, cron="* * * * *")
def seal_batches() -> None:
    """Seal the readings and events of the last minute."""
    audit_batches.seal_all()


@job(queue="housekeeping", retries=1, cron="40 * * * *")
def forget_used_nonces() -> None:
    """Signed requests older than the window are refused by their age."""
    nonces.forget_old()


@job(queue="housekeeping", retries=1, cron="* * * * *")
def revive_stalled_jobs() -> None:
    """Queue the jobs again that were running in a process that has died."""
    manager = app.job_manager
    for stalled in async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        assert stalled.id is not None  # noqa: S101 it came from the store
        if stalled.attempts >= MOST_ATTEMPTS:
            async_to_sync(manager.finish_job)(stalled, status=Status.FAILED, delete_job=False)
        else:
            manager.retry_job_by_id(stalled.id, retry_at=clock.now())
        log.warning("stalled job taken up", task=stalled.task_name, job=stalled.id, attempts=stalled.attempts)
