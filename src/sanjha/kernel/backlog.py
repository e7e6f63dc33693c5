"""How much work waits, for Prometheus: asked of the store at every scrape, so that it is right across processes."""

from collections.abc import Iterator, Mapping

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sanjha.kernel import replicas

log = structlog.get_logger(__name__)

_EVENTS = """
SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(happened_at)), 0),
  (SELECT count(*) FROM kernel_deadletter WHERE settled_at IS NULL)
FROM kernel_outboxevent WHERE delivered_at IS NULL AND failed_at IS NULL
"""
_JOBS = """
SELECT queue_name, status::text, count(*) FROM procrastinate_jobs
WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2 ORDER BY 1, 2
"""
_SIGNED = "SELECT coalesce(extract(epoch FROM max(signed_at)), 0) FROM kernel_auditroot"


GAUGES: dict[str, tuple[str, list[str]]] = {
    "sanjha_store_up": ("1 when the store answers", []),
    "sanjha_events_waiting": ("Events that wait to be delivered", []),
    "sanjha_events_oldest_seconds": ("Age of the oldest event that waits", []),
    "sanjha_events_given_up": ("Events that a consumer could not handle: a person must look", []),
    "sanjha_job_backlog": ("Jobs by queue and state (todo, doing, failed)", ["queue", "state"]),
    "sanjha_audit_signed_timestamp_seconds": (
        "When a day of the audit trail was last signed (Unix time)",
        [],
    ),
    "sanjha_replica_behind_seconds": ("How far a copy is behind the owner of the fact", ["fact", "by"]),
    "sanjha_replica_stale": ("1 when a copy is older than it may be: a person must look", ["fact", "by"]),
}
"""Name -> what it says, its labels."""


class Backlog(Collector):
    """Events that wait or were given up, jobs by queue and state, when a day of the audit trail was last signed."""

    def describe(self) -> list[Metric]:
        """Nothing: the store is not asked when the collector is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            found = list(_measured())
        except (Error, ImproperlyConfigured):
            log.warning("the backlog cannot be measured: the store does not answer")
            found = []
        yield _gauge("sanjha_store_up", {(): 1 if found else 0})
        yield from found


def _measured() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS)
        waiting, oldest, given_up = cursor.fetchone()
        cursor.execute(_JOBS)
        jobs: dict[tuple[str, ...], float] = {(queue, state): n for queue, state, n in cursor.fetchall()}
        cursor.execute(_SIGNED)
        (signed,) = cursor.fetchone()
    yield _gauge("sanjha_events_waiting", {(): waiting})
    yield _gauge("sanjha_events_oldest_seconds", {(): max(0.0, float(oldest))})
    yield _gauge("sanjha_events_given_up", {(): given_up})
    yield _gauge("sanjha_job_backlog", jobs)
    yield _gauge("sanjha_audit_signed_timestamp_seconds", {(): float(signed)})
    ages = replicas.ages()
    yield _gauge("sanjha_replica_behind_seconds", {age.labels: age.behind.total_seconds() for age in ages})
    yield _gauge("sanjha_replica_stale", {age.labels: float(age.is_stale) for age in ages})


def _gauge(name: str, values: Mapping[tuple[str, ...], float]) -> Metric:
    meaning, labels = GAUGES[name]
    family = GaugeMetricFamily(name, meaning, labels=labels)
    for given, value in values.items():
        family.add_metric(given, value)
    return family
