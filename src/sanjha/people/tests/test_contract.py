"""What other services get, through the door: granted by purpose, every reading logged."""

from datetime import date

import pytest

from sanjha.identity import contract as identity
from sanjha.kernel import context, contracts
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import citizen, officer_with
from sanjha.kernel.text import Text
from sanjha.people import contract
from sanjha.people.tests.factories import HOME, person, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "barnala")]

INCOME = Purpose("REV-INCOME", case="PB/BNL/REV-INCOME/2026/0000001-K")


@pytest.fixture(autouse=True)
def _as_operator(operator):
    with context.request_scope("request-0001", operator):
        yield


def test_a_resident_is_recorded_and_read(door):
    made = contract.record_resident(
        data=person(), source="APPLICATION", request_id=new_id(), case=INCOME.case, purpose=INCOME
    )
    read = contract.get_resident(resident_id=made.id, purpose=INCOME)
    assert made == read
    assert (read.name, read.relation, read.born_on) == (
        Text("Manpreet Kaur", "ਮਨਪ੍ਰੀਤ ਕੌਰ"),
        "FATHER",
        date(1994, 2, 28),
    )
    assert read.address == HOME
    assert [(name, purpose, subjects) for name, purpose, subjects in door.readings] == [
        ("people.v1/record-resident", INCOME, [made.id]),
        ("people.v1/resident", INCOME, [made.id]),
    ]


def test_every_way_to_look_is_logged_with_whose_facts(door):
    row = recorded(mobile="9876512345")
    assert [found.id for found in contract.find_residents(text="ਮਨਪ੍ਰੀਤ", purpose=INCOME)] == [row.id]
    assert contract.resident_by_mobile(mobile="98765 12345", purpose=INCOME).id == row.id
    assert [found.id for found in contract.residents_with_mobile(mobile="9876512345", purpose=INCOME)] == [
        row.id
    ]
    assert [
        found.id for found in contract.get_residents(resident_ids=[row.id, new_id()], purpose=INCOME)
    ] == [row.id]
    assert [subjects for _name, _purpose, subjects in door.readings] == [[row.id]] * 4


def test_a_shared_number_is_nobodys_alone(door):
    assert contract.resident_by_mobile(mobile="9876512345", purpose=INCOME) is None
    recorded(mobile="9876512345")
    recorded(mobile="9876512345", name_en="Harbans Kaur")
    assert contract.resident_by_mobile(mobile="9876512345", purpose=INCOME) is None
    assert len(contract.residents_with_mobile(mobile="9876512345", purpose=INCOME)) == 2


def test_without_a_grant_for_the_purpose_nothing_is_given_or_written(door):
    row = recorded()
    curious = Purpose("CURIOSITY")
    with pytest.raises(NotPermitted):
        contract.get_resident(resident_id=row.id, purpose=curious)
    with pytest.raises(NotPermitted):
        contract.find_residents(text="Manpreet", purpose=curious)
    with pytest.raises(NotPermitted):
        contract.record_resident(
            data=person(resident_id=row.id, name_en="Other Name"),
            source="SELF",
            request_id=new_id(),
            purpose=curious,
        )
    row.refresh_from_db()
    assert row.name_en == "Manpreet Kaur"
    assert door.readings == []


def test_a_process_without_a_door_gives_nothing(monkeypatch):
    monkeypatch.setattr(contracts, "_door", [])
    with pytest.raises(NotPermitted, match="no door"):
        contract.get_resident(resident_id=new_id(), purpose=INCOME)


def test_refusals_come_through(door):
    with pytest.raises(NotFound):
        contract.get_resident(resident_id=new_id(), purpose=INCOME)
    with pytest.raises(DomainError, match="Mobile number"):
        contract.resident_by_mobile(mobile="1", purpose=INCOME)
    with pytest.raises(DomainError, match="Name"):
        contract.find_residents(purpose=INCOME)


def test_a_citizen_reads_the_own_facts_only(door):
    row, stranger = recorded(), recorded()
    with context.request_scope("request-0002", citizen(row.id)):
        assert contract.get_resident(resident_id=row.id, purpose=INCOME).id == row.id
        with pytest.raises(NotFound):
            contract.get_resident(resident_id=stranger.id, purpose=INCOME)
        with pytest.raises(NotPermitted):
            contract.find_residents(text="Manpreet", purpose=INCOME)


def test_a_citizen_is_told_who_has_the_same_number_and_nobody_else(door):
    mother = recorded(mobile="9876512345")
    child = recorded(mobile="9876512345", name_en="Simran Kaur")
    recorded()
    with context.request_scope("request-0003", citizen(mother.id)):
        found = contract.get_household(purpose=INCOME)
    assert [(each.id, each.name.en) for each in found] == [
        (mother.id, "Manpreet Kaur"),
        (child.id, "Simran Kaur"),
    ]
    assert door.readings == [("people.v1/household", INCOME, [mother.id, child.id])]
    for actor in (
        officer_with("counter_operator"),
        Actor(Kind.CITIZEN, account=new_id(), name="Not registered"),
    ):
        with (
            context.request_scope("request-0004", actor),
            pytest.raises(NotPermitted, match="registered citizen"),
        ):
            contract.get_household(purpose=INCOME)


def test_the_register_owns_its_facts():
    owners = contracts.fact_owners()
    assert {fact for fact, owner in owners.items() if owner == "people"} >= set(contract.FACTS)


def test_identity_learns_whom_a_number_belongs_to():
    row = recorded(mobile="9876512345")
    assert identity.residents_with_mobile("9876512345") == [(row.id, Text("Manpreet Kaur", "ਮਨਪ੍ਰੀਤ ਕੌਰ"))]
    assert identity.residents_with_mobile("9876512346") == []
