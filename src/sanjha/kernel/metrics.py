"""What the house counts about itself, in Prometheus form."""

from prometheus_client import Counter, Gauge, Histogram

FAULT = "fault"
"""The outcome of a call that neither answered nor refused: something is broken."""

COUNTED_SINCE = Gauge(
    "sanjha_counted_since_timestamp_seconds",
    "Unix time since when this process counts; 0 where it was forked and has not said so",
    multiprocess_mode="all",
)
COUNTED_SINCE.set_to_current_time()

REQUESTS = Histogram(
    "sanjha_http_request_seconds",
    "Time from request to response by route, method and status",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
CONTRACT_CALLS = Counter(
    "sanjha_contract_calls_total",
    "Contract calls by operation, consumer and outcome",
    ["operation", "consumer", "outcome"],
)
CONTRACT_SECONDS = Histogram(
    "sanjha_contract_seconds",
    "Time of a contract call by operation, whatever came of it",
    ["operation"],
    buckets=(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
EVENTS_DELIVERED = Counter("sanjha_events_delivered_total", "Events delivered to all subscribers", ["kind"])
EVENTS_FAILED = Counter(
    "sanjha_events_failed_total", "Attempts to handle an event that failed", ["kind", "consumer"]
)
EVENT_SECONDS = Histogram(
    "sanjha_event_effect_seconds",
    "Time from an event's happening to its effect with a consumer",
    ["kind", "consumer"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 21600, 86400),
)
JOBS = Counter("sanjha_jobs_total", "Background jobs by task and outcome", ["task", "outcome"])
DOCUMENTS_ISSUED = Counter("sanjha_documents_issued_total", "Documents signed and registered", ["doctype"])


def count_call(operation: str, consumer: str, outcome: str, seconds: float) -> None:
    """One contract call: what came of it ("ok", the kind of the refusal, FAULT) and how long it took."""
    CONTRACT_CALLS.labels(operation, consumer, outcome).inc()
    CONTRACT_SECONDS.labels(operation).observe(seconds)
