"""The page of metrics."""

from collections.abc import Iterator

from prometheus_client.metrics import MetricWrapperBase

from sanjha.kernel import metrics as counted
from sanjha.kernel.backlog import GAUGES


def metrics() -> Iterator[str]:
    """Everything that /metrics shows of the house itself."""
    yield "# Metrics\n"
    yield "`/metrics` shows them in Prometheus form, without personal data. Keep the address inside your network.\n"
    yield "| metric | kind | labels | meaning |\n|---|---|---|---|"
    rows = [
        (
            known._name + ("_total" if known._type == "counter" else ""),
            known._type,
            known._labelnames,
            known._documentation,
        )
        for known in vars(counted).values()
        if isinstance(known, MetricWrapperBase)
    ]
    rows += [(name, "gauge", tuple(labels), meaning) for name, (meaning, labels) in GAUGES.items()]
    for name, kind, labels, meaning in sorted(rows):
        yield f"| `{name}` | {kind} | {', '.join(f'`{label}`' for label in labels)} | {meaning} |"
