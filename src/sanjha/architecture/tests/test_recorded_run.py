"""The last run of the tests is read from its report, and the pages say what it found of each file."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sanjha.architecture import recorded_run
from sanjha.architecture.recorded_run import Outcome
from sanjha.architecture.tests.factories import text_of

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" timestamp="{at}">
<testcase classname="tests.guards.test_facts" name="a"/>
<testcase classname="tests.guards.test_facts" name="b"/>
<testcase classname="src.sanjha.exchange.tests.test_door" name="c"><failure message="x">no</failure></testcase>
<testcase classname="src.sanjha.exchange.tests.test_door" name="d"><error message="x">no</error></testcase>
<testcase classname="src.sanjha.exchange.tests.test_door" name="e"/>
<testcase classname="src.sanjha.kernel.tests.test_http" name="f"><skipped message="x"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path, monkeypatch):
    """Writes the report of a run."""
    file = tmp_path / "tests.xml"
    settings = replace(recorded_run.evidence, report=str(file))
    monkeypatch.setattr(recorded_run, "evidence", settings)
    return lambda text=REPORT, at="2026-11-24T10:00:00+05:30": file.write_text(text.format(at=at))


def test_outcomes_are_counted_by_file(report):
    report()
    run = recorded_run.last_run()
    assert run.at == datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
    assert run.outcome_of("tests/guards/test_facts.py") == Outcome(passed=2)
    assert run.outcome_of("src/sanjha/exchange/tests/test_door.py") == Outcome(passed=1, failed=2)
    assert run.outcome_of("src/sanjha/kernel/tests/test_http.py") == Outcome(skipped=1)
    assert run.outcome_of("tests/guards/test_urls.py") is None


def test_a_new_report_is_read_anew(report):
    report()
    assert recorded_run.last_run().at.year == 2026
    report(at="2027-01-01T10:00:00")
    assert recorded_run.last_run().at == datetime(2027, 1, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "<testsuites/>", "<testsuites><testsuite/></testsuites>", "<testsuites>"]
)
def test_what_is_no_report_counts_for_none(report, text):
    report(text)
    assert recorded_run.last_run() is None


def test_without_a_report_there_is_no_run(report):
    assert recorded_run.last_run() is None


@pytest.mark.django_db
def test_the_pages_say_what_the_last_run_found(report, as_clerk):
    for address in ("/architecture/standards/", "/architecture/policy/"):
        assert "No run of the tests is recorded" in text_of(as_clerk.get(address))
    report()
    for address in ("/architecture/standards/", "/architecture/policy/"):
        shown = text_of(as_clerk.get(address))
        assert "The tests last ran on 24-11-2026 10:00" in shown
        assert "2 passed" in shown
        assert "2 of 3 failed" in shown
    assert "skipped" in text_of(as_clerk.get("/architecture/standards/"))
    assert "2 of 3 failed" in text_of(as_clerk.get("/architecture/policy/3.1/"))
