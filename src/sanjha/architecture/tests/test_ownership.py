"""The matrix of facts: owners, copies, readers, and what is owned or collected twice."""

from datetime import timedelta

import pytest

from sanjha.architecture import inventory, ownership
from sanjha.architecture.ownership import Known, Role
from sanjha.architecture.tests.factories import make_application
from sanjha.exchange.contract import GrantInForce, MemberView
from sanjha.kernel import facts
from sanjha.kernel.contracts import Purpose, Struct, operation
from sanjha.kernel.facts import Replica
from sanjha.kernel.replicas import Age
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text
from sanjha.sewa.contract import FactAsked

FARMS = "PB/GOV/AGRI/FARMS"
GRANT = GrantInForce("sewa", "people.v1/resident", "REV-INCOME", ["resident.name"], None)
OTHER = GrantInForce("sewa", "people.v1/resident", "REV-CASTE", ["resident.name"], None)
MEMBER = GrantInForce(FARMS, "people.v1/resident", "AGRI", ["resident.name"], None)
AGRICULTURE = Text("Agriculture", "ਖੇਤੀਬਾੜੀ", "कृषि")


def row(name, **known):
    return next(row for row in ownership.matrix(Known(**known)) if row.name == name)


def parts(found, role):
    return [(part.code, part.department.en, part.why) for part in found.parts if part.role is role]


def test_every_declared_fact_stands_in_the_matrix_with_its_owner():
    rows = ownership.matrix(Known())
    assert {found.name for found in rows} == set(facts.declared_facts())
    assert ownership.contradictions(rows) == []
    department = inventory.service("people").department.en
    assert parts(row("resident.name"), Role.OWNER) == [("people", department, "")]


def test_rows_stand_by_owner_then_by_name():
    rows = ownership.matrix(Known())
    places = [service.code for service in inventory.services()]
    order = [(places.index(found.owners[0]), found.name) for found in rows]
    assert order == sorted(order)


def test_permissions_make_readers_with_their_purposes_in_their_departments():
    members = [MemberView(FARMS, AGRICULTURE)]
    found = row("resident.name", grants=[GRANT, OTHER, MEMBER, MEMBER], members=members)
    sewa = inventory.service("sewa").department.en
    assert parts(found, Role.READER) == [
        ("sewa", sewa, "REV-CASTE, REV-INCOME"),
        (FARMS, "Agriculture", "AGRI"),
    ]
    assert parts(row("resident.mobile", grants=[GRANT]), Role.READER) == []
    assert [part.code for part in found.in_department(AGRICULTURE)] == [FARMS]


def test_a_member_of_which_nothing_is_known_goes_by_its_identifier():
    assert parts(row("resident.name", grants=[MEMBER]), Role.READER) == [(FARMS, FARMS, "AGRI")]


def test_an_owner_that_looks_at_its_own_facts_is_no_reader():
    own = GrantInForce("people", "people.v1/resident", "REGISTER", ["resident.name"], None)
    assert parts(row("resident.name", grants=[own]), Role.READER) == []


@pytest.mark.parametrize(
    ("behind", "words", "stale"),
    [(timedelta(0), "", False), (timedelta(minutes=10), "10 min", False), (timedelta(days=2), "48 h", True)],
)
def test_a_copy_says_how_old_it_is_and_may_be(behind, words, stale):
    copy = Replica("resident.name", "sewa", "people.FactCorrected", timedelta(hours=36))
    found = row("resident.name", ages=[Age(copy, behind)])
    part = next(part for part in found.parts if part.role is Role.COPY)
    assert (part.code, part.behind, part.greatest_age, part.age.is_stale) == ("sewa", words, "36 h", stale)


@pytest.mark.django_db
def test_an_application_that_leads_the_same_fact_is_a_contradiction():
    outside = [make_application(masters=("resident.name", "ration.card"))]
    found = row("resident.name", outside=outside)
    assert found.owned_twice
    assert found.owners == ["people", "EPOS-RATION"]
    new = row("ration.card", outside=outside)
    assert not new.is_wrong
    assert new.in_department(outside[0].department)
    assert ownership.contradictions(ownership.matrix(Known(outside=outside))) == [found]


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
    assert [part.code for part in found.asking_again] == ["EPOS-RATION"]
    assert ownership.contradictions([found]) == [found]


def test_a_form_that_asks_for_what_a_register_owns_is_a_contradiction():
    asked = [
        FactAsked(
            service="REV-INCOME",
            service_name=Text("Income certificate"),
            department=Text("Revenue"),
            field=field,
            fact="resident.birth_date",
        )
        for field in ("beneficiary.born_on", "family.born_on")
    ]
    found = row("resident.birth_date", asked=asked)
    assert parts(found, Role.ASKS_AGAIN) == [("REV-INCOME", "Revenue", "beneficiary.born_on, family.born_on")]
    assert found.is_wrong
    assert not found.owned_twice


def test_departments_with_services_come_first_then_others_by_name():
    asked = FactAsked(
        service="X",
        service_name=Text("X"),
        department=Text("Agriculture"),
        field="name",
        fact="resident.name",
    )
    rows = ownership.matrix(Known(grants=[MEMBER], asked=[asked]))
    found = [department.en for department in ownership.departments(rows)]
    house = list(dict.fromkeys(service.department.en for service in inventory.services()))
    assert found == [*house, "Agriculture", FARMS]


def test_a_contract_that_yields_another_s_fact_is_a_contradiction(monkeypatch):
    with taken_back():

        class Answer(Struct):
            name: str

        @operation("places.v9/name", facts=("resident.name",))
        def names(*, purpose: Purpose) -> Answer: ...

        monkeypatch.setattr(names.__operation__.stub, "__module__", "sanjha.places.contract")
        assert row("resident.name").owners == ["people", "places"]
