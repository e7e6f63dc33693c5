"""What the house counts about itself, in Prometheus form."""

from prometheus_client import Counter, Histogram

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
EVENTS_DELIVERED = Counter("sanjha_events_delivered_total", "Events delivered to all subscribers", ["kind"])
EVENTS_FAILED = Counter(
    "sanjha_events_failed_total", "Attempts to handle an event that failed", ["kind", "consumer"]
)
JOBS = Counter("sanjha_jobs_total", "Background jobs by task and outcome", ["task", "outcome"])
DOCUMENTS_ISSUED = Counter("sanjha_documents_issued_total", "Documents signed and registered", ["doctype"])
