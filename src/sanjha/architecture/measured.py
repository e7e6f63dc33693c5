"""What this installation has counted of itself: calls, refusals, times. What was not counted is None, never zero."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess
from prometheus_client.samples import Sample

from sanjha.kernel import metrics

P95 = 0.95


@dataclass
class Figures:
    """Calls since the start, those of them that failed, and times by upper limit (seconds -> calls up to it)."""

    calls: float = 0
    failed: float = 0
    limits: dict[float, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def error_rate(self) -> float | None:
        """The failed share, None when nothing was called."""
        return self.failed / self.calls if self.calls else None

    @property
    def percent(self) -> str:
        """The error rate as it is read, "" when nothing was called."""
        return "" if self.error_rate is None else f"{self.error_rate * 100:.1f} %"

    @property
    def p95_ms(self) -> int | None:
        """The upper limit in milliseconds under which 95 of 100 stayed; None when no times were kept or it is beyond."""
        total = max(self.limits.values(), default=0)
        within = [limit for limit, calls in self.limits.items() if calls >= total * P95]
        limit = min(within, default=float("inf"))
        return None if not total or limit == float("inf") else round(limit * 1000)


def shared_registry() -> CollectorRegistry | None:
    """The figures of all processes of this installation where they share a folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return None
    shared = CollectorRegistry()
    multiprocess.MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared


def of_operations(source: CollectorRegistry | None = None) -> dict[str, Figures]:
    """Calls by operation; every refusal counts as failed, whatever its reason."""
    found: dict[str, Figures] = defaultdict(Figures)
    for sample in _samples(source, metrics.CONTRACT_CALLS):
        if sample.name.endswith("_total"):
            figures = found[sample.labels["operation"]]
            figures.calls += sample.value
            figures.failed += sample.value if sample.labels["outcome"] != "ok" else 0
    return dict(found)


def of_events(source: CollectorRegistry | None = None) -> dict[str, Figures]:
    """Attempts to deliver by kind of event, and those that failed."""
    found: dict[str, Figures] = defaultdict(Figures)
    for sample in _samples(source, metrics.EVENTS_DELIVERED):
        if sample.name.endswith("_total"):
            found[sample.labels["kind"]].calls += sample.value
    for sample in _samples(source, metrics.EVENTS_FAILED):
        if sample.name.endswith("_total"):
            found[sample.labels["kind"]].calls += sample.value
            found[sample.labels["kind"]].failed += sample.value
    return dict(found)


def of_services(routes: Mapping[str, str], source: CollectorRegistry | None = None) -> dict[str, Figures]:
    """Requests by service, by `routes` (route -> service); answers of status 500 and above failed."""
    found: dict[str, Figures] = defaultdict(Figures)
    for sample in _samples(source, metrics.REQUESTS):
        service = routes.get(sample.labels.get("route", ""))
        if service is None:
            continue
        figures = found[service]
        if sample.name.endswith("_count"):
            figures.calls += sample.value
            figures.failed += sample.value if sample.labels["status"] >= "500" else 0
        elif sample.name.endswith("_bucket"):
            figures.limits[float(sample.labels["le"])] += sample.value
    return dict(found)


def _samples(source: CollectorRegistry | None, counted: Counter | Histogram) -> Iterable[Sample]:
    """The samples of one metric, of `source`, else of all processes that share a folder, else of this one."""
    known = source or shared_registry()
    # The registry of this process would look into the store for other metrics: only the metric itself is asked.
    found = known.collect() if known else counted.collect()
    return [sample for metric in found if metric.name == counted._name for sample in metric.samples]
