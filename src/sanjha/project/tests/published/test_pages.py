"""The reference says of an operation or an event that it is going away, when, and what takes its place."""

from dataclasses import dataclass
from datetime import date

import pytest

from sanjha.kernel import contracts, events
from sanjha.kernel.retirement import Retirement
from sanjha.kernel.tests.declared import taken_back
from sanjha.project.reference import contracts as contract_pages
from sanjha.project.reference import events as event_pages

SAID = "**Goes away on 2027-05-01** (announced on 2026-11-01); use `{}`."


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        yield


def ends(successor):
    return Retirement(announced=date(2026, 11, 1), ends=date(2027, 5, 1), successor=successor)


def test_an_operation():
    @contracts.operation("pages.v1/old", retires=ends("pages.v2/old"))
    def old(*, code: str) -> str:
        """Something old."""

    page = "\n".join(contract_pages._operation(old.__operation__))
    assert f"Something old.\n\n{SAID.format('pages.v2/old')}" in page


def test_an_event_and_the_one_that_succeeds_it():
    @events.event(retires=ends("project.Rung.v2"))
    @dataclass(frozen=True)
    class Rung:
        """It rang."""

    @events.event(version=2, name="Rung")
    @dataclass(frozen=True)
    class RungAloud:
        """It rang aloud."""

        def as_before(self):
            return Rung()

    assert SAID.format("project.Rung.v2") in "\n".join(event_pages._event(events.declared_type(Rung)))
    page = "\n".join(event_pages._event(events.declared_type(RungAloud)))
    assert page.startswith("### project.Rung.v2 (version 2)\n")
    assert "Told beside project.Rung, as long as that is there." in page
