"""A service is away: what can wait is done when it comes back, what cannot says so and keeps what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from sanjha.project.split.system import Split
from tests.journeys import cast
from tests.journeys.taking import signed_in
from tests.split import stores
from tests.split.counter import PAPERS, Offices, couple_of

FIRST = 9000
"""Applicants of whom the other tests do not know."""
pytestmark = pytest.mark.timeout(600)


@contextmanager
def away(split: Split, *names: str) -> Iterator[None]:
    """Stopped inside, and back afterwards, when its pages answer."""
    children = [split.children[name] for name in names]
    for child in children:
        child.stop()
    try:
        yield
    finally:
        for child in children:
            child.start()
        for unit in split.units:
            stores.wait_until(lambda unit=unit: answers(unit.address))


def answers(address: str) -> bool:
    """Whether the unit's health check passes."""
    try:
        return httpx.get(f"{address}/health/ready", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def states(split: Split, cases: list[str]) -> set[str]:
    query = "SELECT DISTINCT state FROM sewa_application WHERE id = ANY(%s::uuid[])"
    return {state for (state,) in stores.rows(split, "sewa", query, cases)}


def test_approvals_go_on_without_the_locker_and_the_documents_follow(split: Split) -> None:
    offices = Offices.of(split.base)
    with away(split, "locker-web", "locker-worker"):
        cases = [offices.carry(number) for number in range(FIRST, FIRST + 3)]
        assert states(split, cases) == {"APPROVED"}
    stores.wait_until(lambda: states(split, cases) == {"ISSUED"}, seconds=240)
    documents = (
        "SELECT count(*), count(DISTINCT source_id) FROM locker_document WHERE source_id = ANY(%s::uuid[])"
    )
    assert stores.rows(split, "locker", documents, cases) == [(3, 3)]


def test_the_counter_says_that_the_register_is_away_and_keeps_the_form(split: Split) -> None:
    couple = couple_of(FIRST + 10)
    operator = signed_in(split.base, cast.OPERATOR)
    page = operator.send(
        operator.get("/counter/?q=income").form("/counter/new/REV-INCOME/"), button="COUNTER"
    )
    address = page.path
    page = operator.send(page.form("application"), cast.posted(couple))
    for document in ("ID_RESIDENCE", "OTHER_INCOME_PROOF"):
        paper = {"file": ("paper.jpg", PAPERS[document], "image/jpeg")}
        page = operator.send(page.form(f"paper-{document}"), files=paper)
    with away(split, "people-web"):
        refused = operator.send(page.form("submit"), expect=503)
        assert "people" in refused.text()
        kept = operator.get(address)
        assert couple.name in kept.body.decode()
    done = operator.send(operator.get(f"{address}papers/").form("submit"))
    assert couple.name in done.text()
    numbers = "SELECT count(*) FROM sewa_application WHERE data::text LIKE %s"
    assert stores.count(split, "sewa", numbers, f"%{couple.mobile}%") == 1


def test_without_identity_nobody_works_and_anybody_verifies(split: Split) -> None:
    operator = signed_in(split.base, cast.OPERATOR)
    with away(split, "identity-web"):
        closed = operator.client.get(f"{split.base}/counter/")
        assert closed.status_code == 503
        assert "identity" in closed.text
        opened = httpx.get(f"{split.base}/verify/")
        assert opened.status_code == 200, opened.text
    assert operator.client.get(f"{split.base}/counter/").status_code == 200


def test_a_typed_form_that_met_a_closed_door_is_sent_again_from_the_page(split: Split) -> None:
    operator = signed_in(split.base, cast.OPERATOR)
    page = operator.get("/counter/?q=income")
    with away(split, "identity-web"):
        refused = operator.send(page.form("/counter/new/REV-INCOME/"), button="COUNTER", expect=503)
    again = operator.send(refused.form("/counter/new/REV-INCOME/"))
    assert "/counter/drafts/" in again.path


def test_who_was_away_for_long_catches_up_in_order(split: Split) -> None:
    """The worker of the counter is down; what happens meanwhile waits in the stream and in the outboxes."""
    offices = Offices.of(split.base)
    with away(split, "sewa-worker", "identity-worker", "exchange-worker"):
        cases = [offices.carry(number) for number in range(FIRST + 20, FIRST + 23)]
        assert states(split, cases) == {"APPROVED"}
        assert stores.undelivered(split).get("sewa", 0) > 0
    stores.wait_until(lambda: states(split, cases) == {"ISSUED"}, seconds=240)
    stores.wait_until(lambda: stores.is_settled(split), seconds=120)
