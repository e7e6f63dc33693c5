"""How much work waits, for Prometheus: asked of the store at every scrape, so that it is right across processes."""

from collections.abc import Iterator

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

log = structlog.get_logger(__name__)

_EVENTS = """
SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(happened_at)), 0),
  (SELECT count(*) FROM kernel_outboxevent WHERE failed_at IS NOT NULL)
FROM kernel_outboxevent WHERE delivered_at IS NULL AND failed_at IS NULL
"""
_JOBS = """
SELECT queue_name, status::text, count(*) FROM procrastinate_jobs
WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2 ORDER BY 1, 2
"""
_SIGNED = "SELECT coalesce(extract(epoch FROM max(signed_at)), 0) FROM kernel_auditroot"


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
        yield GaugeMetricFamily("sanjha_store_up", "1 when the store answers", 1 if found else 0)
        yield from found


def _measured() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS)
        waiting, oldest, given_up = cursor.fetchone()
        cursor.execute(_JOBS)
        jobs = cursor.fetchall()
        cursor.execute(_SIGNED)
        (signed,) = cursor.fetchone()
    yield GaugeMetricFamily("sanjha_events_waiting", "Events that wait to be delivered", waiting)
    yield GaugeMetricFamily(
        "sanjha_events_oldest_seconds", "Age of the oldest event that waits", max(0.0, float(oldest))
    )
    yield GaugeMetricFamily(
        "sanjha_events_given_up", "Events a consumer could not handle: a person must look", given_up
    )
    depth = GaugeMetricFamily(
        "sanjha_jobs", "Jobs by queue and state (todo, doing, failed)", labels=["queue", "state"]
    )
    for queue, state, count in jobs:
        depth.add_metric([queue, state], count)
    yield depth
    yield GaugeMetricFamily(
        "sanjha_audit_signed_timestamp_seconds", "When a day was last signed (Unix time)", float(signed)
    )
