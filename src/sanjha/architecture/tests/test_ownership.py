"""The matrix of facts: owners, copies, readers, and what is owned or collected twice."""

from datetime import timedelta

import pytest

from sanjha.architecture import ownership
from sanjha.architecture.tests.factories import make_application
from sanjha.exchange.contract import GrantInForce
from sanjha.kernel import facts
from sanjha.kernel.contracts import Purpose, Struct, operation
from sanjha.kernel.facts import Replica
from sanjha.kernel.tests.declared import taken_back

SERVICES = ["sewa", "people", "places"]
GRANT = GrantInForce("sewa", "people.v1/resident", "REV-INCOME", ["resident.name"], None)
MEMBER = GrantInForce("PB/GOV/AGRI/FARMS", "people.v1/resident", "AGRI", ["resident.name"], None)


def row(name, *, grants=(), outside=()):
    return next(row for row in ownership.matrix(SERVICES, grants, outside) if row.name == name)


def test_every_declared_fact_stands_in_the_matrix_with_its_owner():
    rows = ownership.matrix(SERVICES, (), ())
    assert {found.name for found in rows} == set(facts.declared_facts())
    assert ownership.contradictions(rows) == []
    name = row("resident.name")
    assert [cell.is_owner for cell in name.cells] == [False, True, False]


def test_rows_stand_by_owner_then_by_name():
    rows = ownership.matrix(SERVICES, (), ())
    order = [
        (SERVICES.index(found.owners[0]) if found.owners[0] in SERVICES else 9, found.name) for found in rows
    ]
    assert order == sorted(order)


def test_a_permission_makes_a_reader():
    found = row("resident.name", grants=[GRANT, MEMBER, MEMBER])
    assert found.cells[0].why == "REV-INCOME"
    assert found.members == ["PB/GOV/AGRI/FARMS"]
    assert row("resident.mobile", grants=[GRANT]).cells[0].why == ""


def test_a_copy_shows_its_greatest_age(monkeypatch):
    copy = Replica("resident.name", "sewa", "people.FactCorrected", timedelta(hours=36))
    monkeypatch.setattr(facts, "_replicas", {("resident.name", "sewa"): copy})
    assert row("resident.name").cells[0].hours == 36


@pytest.mark.django_db
def test_an_application_that_leads_the_same_fact_is_a_contradiction():
    outside = [make_application(masters=("resident.name", "ration.card"))]
    found = row("resident.name", outside=outside)
    assert found.owned_twice
    assert found.owners == ["people", "EPOS-RATION"]
    assert found.led_by == ["EPOS-RATION"]
    new = row("ration.card", outside=outside)
    assert not new.owned_twice
    assert ownership.contradictions(ownership.matrix(SERVICES, (), outside)) == [found]


@pytest.mark.django_db
def test_two_applications_that_lead_one_fact_are_a_contradiction():
    outside = [
        make_application(masters=("ration.card",)),
        make_application(code="B", masters=("ration.card",)),
    ]
    assert row("ration.card", outside=outside).owned_twice


@pytest.mark.django_db
def test_an_application_that_asks_again_is_a_contradiction():
    outside = [make_application(collects=("resident.name",))]
    found = row("resident.name", outside=outside)
    assert not found.owned_twice
    assert found.collected_by == ["EPOS-RATION"]
    assert ownership.contradictions([found]) == [found]


def test_a_contract_that_yields_another_s_fact_is_a_contradiction(monkeypatch):
    with taken_back():

        class Answer(Struct):
            name: str

        @operation("places.v9/name", facts=("resident.name",))
        def names(*, purpose: Purpose) -> Answer: ...

        monkeypatch.setattr(names.__operation__.stub, "__module__", "sanjha.places.contract")
        assert row("resident.name").owners == ["people", "places"]
