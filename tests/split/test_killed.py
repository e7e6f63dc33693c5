"""Processes are killed at random while some hundred applications go through all offices: each ends exactly once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sanjha.project.split.system import Split
from tests.split import stores
from tests.split.counter import Offices, couple_of
from tests.split.killing import Killer

APPLICATIONS = 200
DESKS = 4
SEED = 20191220
SETTLED_SECONDS = 300.0
"""A job whose process was killed is taken up again when it has shown no sign of life for a minute."""


@pytest.fixture(scope="module")
def carried(split: Split) -> list[str]:
    """The ids of all applications, carried to their approval by four sets of people at once while processes die."""
    offices = [Offices.of(split.base) for _desk in range(DESKS)]
    with Killer(split, SEED) as killer, ThreadPoolExecutor(DESKS) as pool:
        shares = [range(desk, APPLICATIONS, DESKS) for desk in range(DESKS)]
        runs = [
            pool.submit(lambda who, numbers: [who.carry(number) for number in numbers], who, numbers)
            for who, numbers in zip(offices, shares, strict=True)
        ]
        cases = [case for run in runs for case in run.result()]
    again = sum(each.again for each in offices)
    print(
        f"{len(cases)} applications, {sum(killer.killed.values())} kills {dict(killer.killed)}, {killer.leaders} leaders, {again} requests again"
    )
    assert sum(killer.killed.values()) >= APPLICATIONS // 10
    assert killer.leaders >= 1
    return cases


@pytest.fixture(scope="module")
def settled(split: Split, carried: list[str]) -> list[str]:
    """No event waits or was given up, no job is left."""
    stores.wait_until(lambda: stores.is_settled(split), seconds=SETTLED_SECONDS)
    return carried


@pytest.mark.timeout(900)
def test_every_application_ends_exactly_once(split: Split, settled: list[str]) -> None:
    states = stores.rows(
        split,
        "sewa",
        "SELECT state, count(*) FROM sewa_application WHERE id = ANY(%s::uuid[]) GROUP BY 1",
        settled,
    )
    assert states == [("ISSUED", APPLICATIONS)]
    assert len(set(settled)) == APPLICATIONS
    by_number = "SELECT count(DISTINCT number), count(*) FROM sewa_application"
    assert len(set(stores.rows(split, "sewa", by_number)[0])) == 1


def test_every_certificate_was_issued_once(split: Split, settled: list[str]) -> None:
    found = stores.rows(
        split,
        "locker",
        "SELECT count(*), count(DISTINCT source_id), count(DISTINCT number) FROM locker_document"
        " WHERE source_id = ANY(%s::uuid[])",
        settled,
    )
    assert found == [(APPLICATIONS,) * 3]


def test_no_receipt_and_no_decision_was_written_twice(split: Split, settled: list[str]) -> None:
    receipts = "SELECT count(*), count(DISTINCT application_id) FROM sewa_feereceipt WHERE application_id = ANY(%s::uuid[])"
    assert stores.rows(split, "sewa", receipts, settled) == [(APPLICATIONS,) * 2]
    decisions = (
        "SELECT kind, count(*), count(DISTINCT application_id) FROM sewa_decision"
        " WHERE application_id = ANY(%s::uuid[]) GROUP BY kind"
    )
    for kind, all_of_them, applications in stores.rows(split, "sewa", decisions, settled):
        assert (all_of_them, applications) == (APPLICATIONS, APPLICATIONS), kind


def test_the_applicant_was_told_each_thing_once(split: Split, settled: list[str]) -> None:
    """Each message that the counter asked for is one message of identity, and one on the applicant's phone."""
    told = stores.rows(
        split, "sewa", "SELECT message FROM sewa_notice WHERE application_id = ANY(%s::uuid[])", settled
    )
    messages = [message for (message,) in told]
    assert None not in messages
    assert len(messages) == len(set(messages)) >= APPLICATIONS
    mobiles = [couple_of(number).mobile for number in range(APPLICATIONS)]
    phones = "SELECT mobile, count(*) FROM identity_outgoingsms WHERE mobile = ANY(%s) GROUP BY mobile"
    per_phone = {number for _mobile, number in stores.rows(split, "identity", phones, mobiles)}
    assert per_phone == {len(messages) // APPLICATIONS}


def test_every_reading_of_the_registers_door_reached_the_exchange_once(
    split: Split, settled: list[str]
) -> None:
    query = "SELECT id, subject, operation FROM exchange_reading WHERE operation LIKE 'people.%%' ORDER BY id"
    assert stores.rows(split, "people", query) == stores.rows(split, "exchange", query)


def test_no_event_was_lost_or_handled_twice(split: Split, settled: list[str]) -> None:
    """Every event of every outbox was handled once by each consumer that follows its kind, wherever that runs."""
    due, done = stores.due_effects(split), stores.effects(split)
    assert due - done == set()
    assert done - due == set()
    print(f"{len({event for _unit, _consumer, event in due})} events, {len(done)} effects, each once")


def test_nothing_was_changed_behind_the_programs_back(split: Split, settled: list[str]) -> None:
    for unit in split.units:
        assert stores.audit_findings(split, unit) == []
