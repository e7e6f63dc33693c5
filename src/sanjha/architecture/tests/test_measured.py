"""What was counted is shown, and what was not is never shown as zero."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from sanjha.architecture import measured
from sanjha.architecture.measured import Figures


def counted(name, labels, values):
    registry = CollectorRegistry()
    counter = Counter(name, "test", labels, registry=registry)
    for given, number in values.items():
        counter.labels(*given).inc(number)
    return registry


def test_nothing_counted_is_not_zero():
    assert Figures().error_rate is None
    assert Figures().percent == ""
    assert Figures().p95_ms is None
    assert measured.of_operations(CollectorRegistry()) == {}


def test_every_refusal_of_an_operation_counts():
    registry = counted(
        "sanjha_contract_calls_total",
        ["operation", "consumer", "outcome"],
        {
            ("people.v1/resident", "sewa", "ok"): 3,
            ("people.v1/resident", "locker", "not-permitted"): 1,
            ("places.v1/place", "sewa", "ok"): 2,
        },
    )
    found = measured.of_operations(registry)
    assert (found["people.v1/resident"].calls, found["people.v1/resident"].percent) == (4, "25.0 %")
    assert found["places.v1/place"].percent == "0.0 %"


def test_events_that_failed_count_as_attempts():
    registry = CollectorRegistry()
    Counter("sanjha_events_delivered_total", "t", ["kind"], registry=registry).labels("a.X").inc(9)
    Counter("sanjha_events_failed_total", "t", ["kind", "consumer"], registry=registry).labels(
        "a.X", "b"
    ).inc()
    found = measured.of_events(registry)["a.X"]
    assert (found.calls, found.percent) == (10, "10.0 %")


def test_times_and_faults_of_pages_by_service():
    registry = CollectorRegistry()
    times = Histogram(
        "sanjha_http_request_seconds",
        "t",
        ["route", "method", "status"],
        buckets=(0.1, 0.5, 1),
        registry=registry,
    )
    for _number in range(19):
        times.labels("a/", "GET", "200").observe(0.05)
    times.labels("a/", "GET", "503").observe(0.4)
    times.labels("elsewhere/", "GET", "200").observe(0.4)
    found = measured.of_services({"a/": "sewa"}, registry)
    assert set(found) == {"sewa"}
    assert (found["sewa"].calls, found["sewa"].percent, found["sewa"].p95_ms) == (20, "5.0 %", 100)
    times.labels("a/", "GET", "200").observe(0.4)
    assert measured.of_services({"a/": "sewa"}, registry)["sewa"].p95_ms == 500
    for _number in range(9):
        times.labels("a/", "GET", "200").observe(7)
    assert measured.of_services({"a/": "sewa"}, registry)["sewa"].p95_ms is None


def test_processes_that_share_a_folder_are_summed(monkeypatch, tmp_path):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert measured.of_operations() == {}
