"""What was counted is shown, and what was not is never shown as zero."""

import os
import subprocess
import sys

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram

from sanjha.architecture import measured
from sanjha.architecture.measured import Figures


def counted(name, labels, values, registry):
    counter = Counter(name, "test", labels, registry=registry)
    for given, number in values.items():
        counter.labels(*given).inc(number)


def timed(name, labels, values, registry):
    """`values`: labels -> seconds that were observed."""
    times = Histogram(name, "test", labels, buckets=(0.0005, 0.1, 90, 3600), registry=registry)
    for given, observed in values.items():
        for seconds in observed:
            times.labels(*given).observe(seconds)


def test_nothing_counted_is_not_zero():
    assert Figures().error_rate is None
    assert Figures().percent == ""
    assert Figures().p95 is None
    assert Figures().within == ""
    nothing = measured.counted(CollectorRegistry())
    assert measured.of_operations(nothing) == measured.of_events(nothing) == {}
    assert measured.since(nothing) is None


def test_a_refusal_is_an_answer_and_a_fault_is_none():
    registry = CollectorRegistry()
    counted(
        "sanjha_contract_calls_total",
        ["operation", "consumer", "outcome"],
        {
            ("people.v1/resident", "sewa", "ok"): 3,
            ("people.v1/resident", "locker", "not-permitted"): 1,
            ("people.v1/resident", "sewa", "fault"): 2,
            ("people.v1/resident", "sewa", "unavailable"): 2,
            ("places.v1/place", "sewa", "ok"): 2,
        },
        registry,
    )
    timed("sanjha_contract_seconds", ["operation"], {("places.v1/place",): [0.0001, 0.0002]}, registry)
    found = measured.of_operations(measured.counted(registry))
    resident = found["people.v1/resident"]
    assert (resident.calls, resident.refused, resident.failed, resident.percent) == (8, 1, 4, "50.0 %")
    assert resident.within == ""
    assert (found["places.v1/place"].percent, found["places.v1/place"].within) == ("0.0 %", "≤ 0.5 ms")


def test_events_that_failed_count_as_attempts_and_times_run_to_the_effect():
    registry = CollectorRegistry()
    counted("sanjha_events_delivered_total", ["kind"], {("a.X",): 9}, registry)
    counted("sanjha_events_failed_total", ["kind", "consumer"], {("a.X", "b"): 1}, registry)
    times = {("a.X", "b"): [0.05] * 18, ("a.X", "c"): [80.0] * 2}
    timed("sanjha_event_effect_seconds", ["kind", "consumer"], times, registry)
    found = measured.of_events(measured.counted(registry))["a.X"]
    assert (found.calls, found.percent, found.within) == (10, "10.0 %", "≤ 90 s")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({0.0001: 1, float("inf"): 1}, "≤ 0.1 ms"),
        ({0.25: 0, 2.5: 20, float("inf"): 20}, "≤ 2.5 s"),
        ({1: 0, 300: 95, float("inf"): 100}, "≤ 5 min"),
        ({1: 0, 300: 94, float("inf"): 100}, "> 5 min"),
        ({86400: 94, float("inf"): 100}, "> 24 h"),
        ({1: 0, float("inf"): 0}, ""),
    ],
)
def test_a_time_is_told_in_the_unit_that_one_reads(limits, words):
    assert Figures(limits=limits).within == words


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

    def pages():
        found = measured.of_services({"a/": "sewa"}, measured.counted(registry))
        assert set(found) == {"sewa"}
        return found["sewa"]

    assert (pages().calls, pages().percent, pages().within) == (20, "5.0 %", "≤ 100 ms")
    times.labels("a/", "GET", "404").observe(0.4)
    assert (pages().within, pages().refused) == ("≤ 500 ms", 1)
    for _number in range(9):
        times.labels("a/", "GET", "200").observe(7)
    assert pages().within == "> 1 s"


COUNT = """
import os
from sanjha.kernel import metrics
if os.fork():
    os._exit(os.waitstatus_to_exitcode(os.wait()[1]))
metrics.count_call("people.v1/resident", "sewa", "ok", 0.02)
metrics.EVENT_SECONDS.labels("people.FactCorrected", "sewa.note").observe(0.2)
"""
"""Counted in a child, as the workers of the web server are: it has not said since when."""
READ = """
from sanjha.architecture import measured
found = measured.counted()
figures = measured.of_operations(found)["people.v1/resident"]
print(figures.calls, figures.within, measured.of_events(found)["people.FactCorrected"].within, sep="|")
print(measured.since(found).isoformat())
"""


def test_processes_that_share_a_folder_are_summed(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    def run(program):
        return subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        ).stdout.splitlines()

    run(COUNT)
    before = run(READ)
    run(COUNT)
    after = run(READ)
    assert (before[0], after[0]) == ("1.0|≤ 25 ms|≤ 250 ms", "2.0|≤ 25 ms|≤ 250 ms")
    assert before[1] == after[1], "counted since the first process, not the last"


def test_without_a_folder_this_process_tells_what_it_counted(monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    assert not measured.is_shared()
    found = measured.counted()
    assert "sanjha_events_waiting" not in found, "the store is not asked"
    assert measured.since(found) is not None
