"""Beneficiaries and members of tables are filled in from the register as the applicant is: kept, disputed, submitted, followed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjha.exchange.models import Reading
from sanjha.kernel import audit_verify, clock, context, contracts, relay
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.people.models import Dispute, Fact, Resident
from sanjha.people.operations.correct_disputed_fact import correct_disputed_fact
from sanjha.sewa import registered
from sanjha.sewa.models import Draft, FactCorrectedSince, RegisteredPerson
from sanjha.sewa.operations.dispute_registered import dispute_registered
from sanjha.sewa.operations.list_household import list_household
from sanjha.sewa.operations.release_resident import release_resident
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.tests.factories import a_pdf, attach, income_data, make_draft, submit
from sanjha.sewa.tests.families import (
    EARNING,
    answered,
    enter_family,
    for_somebody_else,
    reuse,
    with_mother,
)
from sanjha.sewa.tests.world import citizen


@pytest.fixture
def family(operator):
    return enter_family(operator)


@pytest.fixture
def draft(operator, family):
    """The mother applies for her daughter; both are from the register, the daughter stands in the table as well."""
    draft = reuse(operator, with_mother(operator, family), family.daughter, "beneficiary")
    draft = reuse(operator, draft, family.mother, "family")
    data = answered(draft, 0, **EARNING)
    return save_draft(actor=operator.actor, data=data, draft_id=draft.pk)


@pytest.fixture
def mother(family):
    return citizen(family.mother, "Sukhwinder Kaur")


def dispute(person, draft, role, fact):
    with context.request_scope(who=person.actor):
        return dispute_registered(draft_id=draft.pk, role=role, fact=fact, actor=person.actor)


def submitted(operator, draft):
    attach(operator, draft.pk, "BIRTH_PROOF", a_pdf("birth"))
    return submit(operator, draft)


def row_role(draft):
    return next(role for role in registered.read(draft.registered).by_role if role.startswith("family:"))


def test_a_beneficiary_is_filled_in_with_source_and_date(draft, family):
    known = registered.read(draft.registered).of("beneficiary")
    assert known.resident == family.daughter
    assert {fact.name for fact in known.facts} == {"NAME", "RELATIVE", "BIRTH_DATE", "GENDER"}
    assert (known.fact("NAME").source.en, known.fact("NAME").as_of) == (
        "Told in an application",
        clock.today(),
    )
    there = draft.data["beneficiary"]
    assert (there["name_en"], there["born_on"], there["gender"]) == ("Simran Kaur", "2012-08-30", "F")


def test_only_what_the_form_asks_is_kept(draft, family):
    """No address and no number of the beneficiary, and of a member the name and what the birth date says."""
    persons = registered.read(draft.registered)
    kept = {path for fact in persons.of("beneficiary").facts for path in fact.values}
    assert not {path for path in kept if path.startswith(("address", "mobile"))}
    member = persons.of(row_role(draft))
    assert {fact.name: fact.values for fact in member.facts} == {
        "NAME": {"name_en": "Sukhwinder Kaur", "name_pa": "ਸੁਖਵਿੰਦਰ ਕੌਰ"},
        "BIRTH_DATE": {"age": "42"},
    }
    assert draft.data["family"][0]["relation"] == "SELF"


def test_every_reading_is_logged_with_purpose_and_case(draft, family):
    found = Reading.objects.filter(operation="people.v1/resident-with-sources").order_by("at", "id")
    assert [(each.subject, each.purpose, each.case) for each in found] == [
        (each, "REV-INCOME", str(draft.pk)) for each in (family.mother, family.daughter, family.mother)
    ]


def test_a_row_is_filled_where_nothing_is_typed_and_added_otherwise(operator, family):
    draft = make_draft(operator, data={"family": [{"name_en": "Typed"}, {"salary": "0"}]})
    draft = reuse(operator, draft, family.mother, "family")
    draft = reuse(operator, draft, family.daughter, "family")
    assert [row["name_en"] for row in draft.data["family"]] == ["Typed", "Sukhwinder Kaur", "Simran Kaur"]


def test_rows_move_and_the_facts_move_with_them(operator, draft, family):
    draft = reuse(operator, draft, family.daughter, "family")
    first, second = draft.data["family"]
    typed = {"name_en": "Somebody Typed", "of_register": "abcdefghijkl"}
    draft = save_draft(
        actor=operator.actor,
        data=draft.data | {"family": [typed, second | {"name_en": "Overwritten"}]},
        draft_id=draft.pk,
    )
    assert [row["name_en"] for row in draft.data["family"]] == ["Somebody Typed", "Simran Kaur"]
    assert "of_register" not in draft.data["family"][0]
    residents = {person.resident for person in registered.read(draft.registered).by_role.values()}
    assert first["of_register"] not in str(draft.registered)
    assert residents == {family.mother, family.daughter}


def test_what_is_typed_over_a_registered_fact_is_not_taken(operator, draft):
    typed = draft.data | {
        "beneficiary": draft.data["beneficiary"] | {"name_en": "Else", "identity": {"type": ""}}
    }
    kept = save_draft(actor=operator.actor, data=typed, draft_id=draft.pk)
    assert kept.data["beneficiary"]["name_en"] == "Simran Kaur"
    assert kept.data["beneficiary"]["identity"] == {"type": ""}


def test_somebody_else_is_meant_after_all(operator, draft, family):
    kept = release_resident(draft_id=draft.pk, role="beneficiary", actor=operator.actor)
    assert not kept.data["beneficiary"]["name_en"]
    assert "beneficiary" not in registered.read(kept.registered).by_role
    for role in ("applicant", "beneficiary", "nobody"):
        with pytest.raises(NotFound):
            release_resident(draft_id=draft.pk, role=role, actor=operator.actor)


def test_filling_in_is_refused(operator, other_operator, draft, family):
    with pytest.raises(NotFound, match="does not ask"):
        reuse(operator, draft, family.daughter, "purpose")
    with pytest.raises(NotFound):
        reuse(other_operator, draft, family.daughter, "family")
    with pytest.raises(NotFound):
        reuse(operator, draft, new_id(), "family")
    with pytest.raises(DomainError, match="in the table already"):
        reuse(operator, draft, family.mother, "family")
    with pytest.raises(DomainError, match="This is the applicant"):
        reuse(operator, draft, family.mother, "beneficiary")
    full = make_draft(operator, data={"family": [{"name_en": "Typed"}] * 15})
    with pytest.raises(DomainError, match="table is full"):
        reuse(operator, full, family.mother, "family")


def test_one_press_opens_a_ticket_about_the_beneficiary(operator, draft, family):
    draft = dispute(operator, draft, "beneficiary", "NAME")
    ticket = Dispute.objects.get()
    assert (ticket.resident_id, ticket.fact_name) == (family.daughter, "NAME")
    stated = draft.data["beneficiary"] | {"name_en": "Simranjit Kaur"}
    draft = save_draft(actor=operator.actor, data=draft.data | {"beneficiary": stated}, draft_id=draft.pk)
    application = submitted(operator, draft)
    assert application.beneficiary == family.daughter
    assert application.data["beneficiary"]["name_en"] == "Simranjit Kaur"
    given = registered.read_one(application.persons.get(role="beneficiary").given)
    assert given.fact("NAME").values["name_en"] == "Simran Kaur"
    assert given.fact("NAME").ticket == ticket.number
    assert Resident.objects.get(pk=family.daughter).name_en == "Simran Kaur"
    assert not audit_verify.verify().findings


def test_a_member_is_disputed_by_the_row(operator, draft, family):
    draft = dispute(operator, draft, row_role(draft), "BIRTH_DATE")
    assert Dispute.objects.get().resident_id == family.mother
    data = answered(draft, 0, age="41")
    assert save_draft(actor=operator.actor, data=data, draft_id=draft.pk).data["family"][0]["age"] == "41"


def test_a_known_beneficiary_is_not_entered_again(operator, draft, family):
    facts, residents = Fact.objects.count(), Resident.objects.count()
    application = submitted(operator, draft)
    assert (application.applicant, application.beneficiary) == (family.mother, family.daughter)
    assert (Fact.objects.count(), Resident.objects.count()) == (facts, residents)
    member = application.persons.get(role=f"family:{application.data['family'][0]['of_register']}")
    assert member.resident == family.mother


def test_the_register_learns_of_a_known_beneficiary_what_it_did_not_know(operator, draft, family):
    proof = {"identity": {"type": "AADHAAR", "number": "2341 2341 2346"}}
    data = draft.data | {"beneficiary": draft.data["beneficiary"] | proof}
    submitted(operator, save_draft(actor=operator.actor, data=data, draft_id=draft.pk))
    daughter = Resident.objects.get(pk=family.daughter)
    assert (daughter.aadhaar_last4, daughter.address.house) == ("2346", "7")


def test_a_beneficiary_who_is_not_asked_about_any_more_is_not_kept(operator, draft, family):
    data = draft.data | {"same_as_applicant": True}
    application = submit(operator, save_draft(actor=operator.actor, data=data, draft_id=draft.pk))
    assert application.beneficiary == family.mother
    assert not application.persons.filter(role="beneficiary").exists()


def test_an_open_application_is_told_of_a_correction_of_the_beneficiary(operator, tehsildar, draft):
    application = submitted(operator, dispute(operator, draft, "beneficiary", "BIRTH_DATE"))
    with clock.frozen(clock.now() + timedelta(hours=1)):
        born = clock.today() - timedelta(days=11 * 365)
        with context.request_scope(who=tehsildar.actor):
            correct_disputed_fact(
                dispute_id=Dispute.objects.get().pk, changes={"born_on": born}, actor=tehsildar.actor
            )
        relay.deliver_all()
    (row,) = FactCorrectedSince.objects.all()
    assert (row.application, row.role, row.fact) == (application, "beneficiary", "BIRTH_DATE")
    assert not audit_verify.verify().findings


def test_what_the_register_gave_cannot_be_changed(operator, draft):
    submitted(operator, draft)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        RegisteredPerson.objects.update(resident=None)


def test_a_draft_of_the_time_when_only_applicants_were_known_is_read(operator, family):
    draft = with_mother(operator, family)
    old = {"silent_since": None, **draft.registered}
    assert "others" not in old
    Draft.objects.filter(pk=draft.pk).update(registered=old)
    draft = Draft.objects.get(pk=draft.pk)
    assert registered.read(draft.registered).of("applicant").resident == family.mother
    draft = reuse(operator, draft, family.daughter, "beneficiary")
    assert draft.registered["resident"] == str(family.mother)
    assert registered.read_one(draft.registered).resident == family.mother


def silenced(monkeypatch, name):
    def fail(**_arguments):
        raise Unavailable("people does not answer")

    monkeypatch.setattr(contracts.declared_operations()[name], "implementation", fail)


def test_while_the_register_is_silent_the_beneficiary_is_stated(operator, family, monkeypatch):
    draft = with_mother(operator, family)
    silenced(monkeypatch, "people.v1/resident-with-sources")
    draft = reuse(operator, draft, family.daughter, "beneficiary")
    assert registered.read(draft.registered).silent_since
    with pytest.raises(Unavailable):
        reuse(operator, draft, family.daughter, "family")
    assert not Draft.objects.get(pk=draft.pk).data["family"]


def household(person, draft, part):
    with context.request_scope(who=person.actor):
        return [each.id for each in list_household(draft_id=draft.pk, part=part, actor=person.actor)]


def test_at_home_only_the_household_can_be_chosen(mother, family):
    draft = with_mother(mother, family, channel="PORTAL", documents=())
    assert household(mother, draft, "beneficiary") == [family.daughter]
    assert household(mother, draft, "family") == [family.mother, family.daughter]
    draft = reuse(mother, draft, family.daughter, "beneficiary")
    assert household(mother, draft, "beneficiary") == []
    for part in ("beneficiary", "family"):
        with pytest.raises(NotFound):
            reuse(mother, draft, family.grandfather, part)
    with pytest.raises(NotFound):
        reuse(mother, draft, family.daughter, "applicant")


def test_looking_at_the_household_is_logged_and_yields_names_and_birth_dates_only(mother, family):
    draft = with_mother(mother, family, channel="PORTAL", documents=())
    household(mother, draft, "beneficiary")
    found = Reading.objects.filter(operation="people.v1/household")
    assert {(each.subject, each.purpose, each.case) for each in found} == {
        (each, "REV-INCOME", str(draft.pk)) for each in (family.mother, family.daughter)
    }
    assert {tuple(each.facts) for each in found} == {("resident.name", "resident.birth_date")}


def test_only_a_citizen_has_a_household(operator, other_operator, family, mother):
    with pytest.raises(NotPermitted):
        household(operator, with_mother(operator, family), "beneficiary")
    with pytest.raises(NotFound):
        household(mother, with_mother(mother, family, channel="PORTAL", documents=()), "purpose")
    with pytest.raises(NotFound):
        household(mother, make_draft(operator, data=income_data()), "beneficiary")


def test_at_home_a_fact_of_the_child_is_disputed_and_stated(mother, family):
    draft = with_mother(mother, family, channel="PORTAL", documents=())
    draft = reuse(mother, draft, family.daughter, "beneficiary")
    draft = dispute(mother, draft, "beneficiary", "BIRTH_DATE")
    stated = draft.data["beneficiary"] | {"born_on": "2012-08-31"}
    draft = save_draft(actor=mother.actor, data=draft.data | {"beneficiary": stated}, draft_id=draft.pk)
    assert draft.data["beneficiary"]["born_on"] == "2012-08-31"
    assert Dispute.objects.get().resident_id == family.daughter


def test_a_form_for_oneself_asks_about_nobody_else(operator, family):
    draft = with_mother(operator, family, data=for_somebody_else(same_as_applicant=True))
    assert set(registered.read(draft.registered).by_role) == {"applicant"}
