"""What this installation has counted of itself: calls, refusals, times. What was not counted is None, never zero."""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, multiprocess
from prometheus_client.samples import Sample

from sanjha.kernel import metrics
from sanjha.kernel.errors import Unavailable

P95 = 0.95
Counted = Mapping[str, Sequence[Sample]]
"""Name of a metric -> its samples."""
_BROKEN = frozenset({metrics.FAULT, Unavailable.kind})
"""Outcomes of a call that are the provider's failure; every other one but "ok" is a refusal, which is an answer."""
_USED = (
    metrics.COUNTED_SINCE,
    metrics.CONTRACT_CALLS,
    metrics.CONTRACT_SECONDS,
    metrics.EVENTS_DELIVERED,
    metrics.EVENTS_FAILED,
    metrics.EVENT_SECONDS,
    metrics.REQUESTS,
)
_UNITS = ((1.0, 0.001, "ms"), (120.0, 1.0, "s"), (7200.0, 60.0, "min"), (float("inf"), 3600.0, "h"))
"""Below so many seconds a time is told in units of so many seconds, with this sign."""


@dataclass
class Figures:
    """Calls, how many were refused or failed, and times by upper limit (seconds -> observations up to it)."""

    calls: float = 0
    refused: float = 0
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
    def p95(self) -> float | None:
        """The upper limit in seconds under which 95 of 100 stayed: infinite beyond the last one, None without observations."""
        total = max(self.limits.values(), default=0)
        if not total:
            return None
        return min(limit for limit, seen in self.limits.items() if seen >= total * P95)

    @property
    def within(self) -> str:
        """The time under which 95 of 100 stayed as it is read, "" without observations."""
        if self.p95 is None:
            return ""
        longest = max(limit for limit in self.limits if limit != float("inf"))
        return f"> {spoken(longest)}" if self.p95 > longest else f"≤ {spoken(self.p95)}"


def spoken(seconds: float) -> str:
    """A time in the unit in which one reads it: 0.25 ms, 40 s, 36 h."""
    unit, sign = next((unit, sign) for below, unit, sign in _UNITS if seconds < below)
    return f"{seconds / unit:g} {sign}"


def is_shared() -> bool:
    """Whether the processes of this installation add up what they count; else each knows only its own."""
    return "PROMETHEUS_MULTIPROC_DIR" in os.environ


def counted(source: CollectorRegistry | None = None) -> Counted:
    """What `source` holds, else what all processes together have counted where they share a folder, else this one."""
    known = source or _shared_registry()
    # The registry of this process would look into the store for other metrics: only the metrics themselves are asked.
    collected = [known] if known else _USED
    return {family.name: family.samples for each in collected for family in each.collect()}


def _shared_registry() -> CollectorRegistry | None:
    if not is_shared():
        return None
    shared = CollectorRegistry()
    multiprocess.MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared


def since(found: Counted) -> datetime | None:
    """Since when is counted; None where nobody has said so."""
    told = [sample.value for sample in found.get(metrics.COUNTED_SINCE._name, ()) if sample.value]
    return datetime.fromtimestamp(min(told), UTC) if told else None


def of_operations(found: Counted) -> dict[str, Figures]:
    """Calls by operation. What is refused is told apart from what failed."""
    figures: dict[str, Figures] = defaultdict(Figures)
    for sample in _ending(found, metrics.CONTRACT_CALLS._name, "_total"):
        one, outcome = figures[sample.labels["operation"]], sample.labels["outcome"]
        one.calls += sample.value
        one.failed += sample.value if outcome in _BROKEN else 0
        one.refused += sample.value if outcome not in _BROKEN and outcome != "ok" else 0
    for sample in _ending(found, metrics.CONTRACT_SECONDS._name, "_bucket"):
        figures[sample.labels["operation"]].limits[float(sample.labels["le"])] += sample.value
    return dict(figures)


def of_events(found: Counted) -> dict[str, Figures]:
    """Attempts to deliver by kind of event, those that failed, and the times from happening to effect."""
    figures: dict[str, Figures] = defaultdict(Figures)
    for sample in _ending(found, metrics.EVENTS_DELIVERED._name, "_total"):
        figures[sample.labels["kind"]].calls += sample.value
    for sample in _ending(found, metrics.EVENTS_FAILED._name, "_total"):
        figures[sample.labels["kind"]].calls += sample.value
        figures[sample.labels["kind"]].failed += sample.value
    for sample in _ending(found, metrics.EVENT_SECONDS._name, "_bucket"):
        figures[sample.labels["kind"]].limits[float(sample.labels["le"])] += sample.value
    return dict(figures)


def of_services(routes: Mapping[str, str], found: Counted) -> dict[str, Figures]:
    """Requests by service, by `routes` (route -> service); a status of 400 and above is a refusal, of 500 and above a failure."""
    figures: dict[str, Figures] = defaultdict(Figures)
    for sample in found.get(metrics.REQUESTS._name, ()):
        service = routes.get(sample.labels.get("route", ""))
        if service is None:
            continue
        one, status = figures[service], sample.labels["status"]
        if sample.name.endswith("_count"):
            one.calls += sample.value
            one.failed += sample.value if status >= "500" else 0
            one.refused += sample.value if "400" <= status < "500" else 0
        elif sample.name.endswith("_bucket"):
            one.limits[float(sample.labels["le"])] += sample.value
    return dict(figures)


def _ending(found: Counted, name: str, ending: str) -> list[Sample]:
    return [sample for sample in found.get(name, ()) if sample.name.endswith(ending)]
