"""A person calls a fact wrong with one press; the owner corrects it or says why it stands, and the person reads it."""

import re
from datetime import date

import pytest
from django.test import Client

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, audit_verify, numbers
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.testing import citizen, officer_with
from sanjha.offices.tests.factories import make_post
from sanjha.people import dispute_queries
from sanjha.people.models import Dispute, Fact, Outcome, Resident
from sanjha.people.operations.correct_disputed_fact import correct_disputed_fact
from sanjha.people.operations.dispute_fact import dispute_fact
from sanjha.people.operations.record_resident import record_resident
from sanjha.people.operations.refuse_dispute import refuse_dispute
from sanjha.people.tests.factories import address, person, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "barnala")]

REASON = "The birth certificate of 1994 shows this date."


def fact_of(row: Resident, name: str = "BIRTH_DATE") -> Fact:
    return row.facts.get(name=name, superseded_at=None)


def disputed(row: Resident, name: str = "BIRTH_DATE", said: str = "") -> Dispute:
    return dispute_fact(fact_id=fact_of(row, name).id, actor=citizen(row.id), said=said)


@pytest.fixture
def tehsildar() -> Actor:
    return officer_with("tehsildar")


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_parent_calls_a_fact_of_the_child_with_the_same_number_wrong():
    mother = recorded(mobile="9876501111")
    child = recorded(name_en="Simran Kaur", born_on=date(1995, 1, 1), mobile="9876501111")
    dispute = dispute_fact(fact_id=fact_of(child).id, actor=citizen(mother.id))
    assert dispute.resident_id == child.id
    grandfather = recorded(name_en="Gurdev Singh", born_on=date(1950, 1, 1), mobile="9876502222")
    with pytest.raises(NotPermitted, match="people with your number"):
        dispute_fact(fact_id=fact_of(grandfather).id, actor=citizen(mother.id))


def test_a_disputed_fact_becomes_a_ticket_with_the_officer_of_the_place():
    post = make_post("tehsildar", places=["T276"])
    row = recorded(address=address(place="V040050"))
    dispute = disputed(row, said="It was 1995.")
    assert numbers.is_valid(dispute.number)
    assert dispute.number.startswith("PB/DSP/00000001-")
    assert dispute.post == post.id
    assert dispute.said == "It was 1995."
    event = OutboxEvent.objects.get(kind="people.FactDisputed")
    assert event.payload["fact"] == "BIRTH_DATE"
    assert "1995" not in str(event.payload)


def test_where_no_post_is_responsible_whoever_may_decide_sees_it(tehsildar, operator):
    dispute = disputed(recorded())
    assert dispute.post is None
    assert dispute_queries.open_disputes(tehsildar) == [dispute]
    assert dispute_queries.open_disputes(operator) == []
    assert dispute_queries.open_disputes(citizen()) == []


def test_a_fact_is_disputed_once_at_a_time():
    row = recorded()
    disputed(row)
    with pytest.raises(Conflict):
        disputed(row)
    assert disputed(row, "NAME").pk
    assert Dispute.objects.count() == 2


def test_only_the_own_facts_in_force_are_disputed(tehsildar):
    row, other = recorded(), recorded(name_en="Harbans Kaur", name_pa="ਹਰਬੰਸ ਕੌਰ")
    for stranger in (citizen(other.id), tehsildar, SYSTEM):
        with pytest.raises(NotPermitted):
            dispute_fact(fact_id=fact_of(row).id, actor=stranger)
    before = fact_of(row)
    record_resident(
        data=person(resident_id=row.id, born_on=date(1995, 1, 1)),
        source="CORRECTION",
        request_id=new_id(),
        actor=SYSTEM,
    )
    for gone in (before.id, new_id()):
        with pytest.raises(NotFound):
            dispute_fact(fact_id=gone, actor=citizen(row.id))
    assert Dispute.objects.count() == 0


@pytest.mark.parametrize("said", ["x" * 501, "my number is 2341 2341 2346"])
def test_words_that_cannot_be_kept_are_refused(said):
    with pytest.raises(DomainError):
        disputed(recorded(), said=said)


def test_the_officer_corrects_and_the_ticket_is_closed_with_it(tehsildar):
    row = recorded(mobile="9876512345")
    dispute = disputed(row)
    done = correct_disputed_fact(
        dispute_id=dispute.id, changes={"born_on": date(1995, 2, 28), "name_en": "Not Asked"}, actor=tehsildar
    )
    assert done.outcome == Outcome.CORRECTED
    assert done.decided_by == tehsildar.label
    row.refresh_from_db()
    assert (row.born_on, row.name_en, row.mobile) == (date(1995, 2, 28), "Manpreet Kaur", "9876512345")
    fact = fact_of(row)
    assert (fact.source, fact.case_number) == ("CORRECTION", dispute.number)
    kinds = list(OutboxEvent.objects.values_list("kind", flat=True))
    assert {"people.FactCorrected", "people.DisputeDecided"} <= set(kinds)
    assert not audit_verify.verify().findings
    with pytest.raises(Conflict):
        correct_disputed_fact(dispute_id=dispute.id, changes={"born_on": date(1996, 1, 1)}, actor=tehsildar)


def test_an_address_is_corrected_part_by_part(tehsildar):
    row = recorded()
    dispute = disputed(row, "ADDRESS")
    correct_disputed_fact(dispute_id=dispute.id, changes={"address-house": "77"}, actor=tehsildar)
    home = Resident.objects.get(pk=row.pk).address
    assert (home.house, home.street) == ("77", "near the old well")


def test_whoever_corrects_the_fact_closes_the_ticket():
    row = recorded()
    dispute, other = disputed(row), disputed(row, "NAME")
    record_resident(
        data=person(resident_id=row.id, born_on=date(1993, 1, 1)),
        source="DOCUMENT",
        request_id=new_id(),
        actor=SYSTEM,
    )
    dispute.refresh_from_db()
    other.refresh_from_db()
    assert (dispute.outcome, other.outcome) == (Outcome.CORRECTED, Outcome.OPEN)


@pytest.mark.parametrize(
    "changes", [{}, {"born_on": date(1994, 2, 28)}, {"born_on": date(2030, 1, 1)}, {"mobile": "9876500000"}]
)
def test_what_corrects_nothing_or_is_wrong_leaves_the_ticket_open(tehsildar, changes):
    dispute = disputed(recorded())
    with pytest.raises(DomainError):
        correct_disputed_fact(dispute_id=dispute.id, changes=changes, actor=tehsildar)
    dispute.refresh_from_db()
    assert dispute.is_open


def test_the_fact_stands_with_a_reason(tehsildar):
    row = recorded()
    dispute = disputed(row)
    with pytest.raises(DomainError, match="15 to 1,000"):
        refuse_dispute(dispute_id=dispute.id, reason="No.", actor=tehsildar)
    done = refuse_dispute(dispute_id=dispute.id, reason=REASON, actor=tehsildar)
    assert (done.outcome, done.reason) == (Outcome.REFUSED, REASON)
    assert fact_of(row).value == "1994-02-28"
    assert not audit_verify.verify().findings
    with pytest.raises(Conflict):
        refuse_dispute(dispute_id=dispute.id, reason=REASON, actor=tehsildar)
    assert disputed(row).is_open  # it may be called wrong again, with new papers


def test_another_officer_does_not_decide(operator):
    make_post("tehsildar", places=["T276"])
    dispute = disputed(recorded())
    for stranger in (operator, officer_with("tehsildar"), citizen(dispute.resident_id)):
        with pytest.raises(NotPermitted):
            refuse_dispute(dispute_id=dispute.id, reason=REASON, actor=stranger)
        with pytest.raises(NotPermitted):
            correct_disputed_fact(
                dispute_id=dispute.id, changes={"born_on": date(1995, 1, 1)}, actor=stranger
            )
        with pytest.raises(NotFound):
            dispute_queries.dispute(stranger, dispute.id)


def test_a_ticket_that_does_not_exist_is_not_found(tehsildar):
    with pytest.raises(NotFound):
        refuse_dispute(dispute_id=new_id(), reason=REASON, actor=tehsildar)
    with pytest.raises(NotFound):
        correct_disputed_fact(dispute_id=new_id(), changes={}, actor=tehsildar)


@pytest.fixture
def office(tehsildar: Actor, monkeypatch) -> Client:
    monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: list(tehsildar.posts.values())])
    client = Client()
    sign_in_officer(client, officer_id=tehsildar.person)
    return client


def test_one_press_opens_a_ticket_and_the_page_says_so(client, django_assert_num_queries):
    row = recorded(mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345")
    page = words(client.get("/my/data/"))
    for shown in (
        row.reference,
        "Told in an application",
        "28-02-1994",
        "Who read these facts",
        "/my/readings/",
    ):
        assert shown in page, shown
    assert "/locker/" in page
    answer = client.post(f"/my/data/{fact_of(row).id}/wrong/", follow=True)
    dispute = Dispute.objects.get()
    page = words(answer)
    assert page.count(dispute.number) == 3  # told, beside the fact, and in the list
    assert "With the officer" in page
    again = words(client.post(f"/my/data/{fact_of(row).id}/wrong/", follow=True))
    assert "called this fact wrong already" in again


def test_what_was_typed_is_kept_when_it_is_refused(client):
    row = recorded(mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345")
    answer = client.post(f"/my/data/{fact_of(row).id}/wrong/", {"said": "see 2341 2341 2346"})
    assert answer.status_code == 422
    assert "see 2341 2341 2346" in words(answer)
    assert "full Aadhaar number must not" in words(answer)
    assert Dispute.objects.count() == 0


def test_somebody_elses_fact_is_not_disputed_through_the_page(client):
    recorded(mobile="9876512345")
    other = recorded(name_en="Harbans Kaur", name_pa="ਹਰਬੰਸ ਕੌਰ")
    sign_in_citizen(client, mobile="9876512345")
    assert client.post(f"/my/data/{fact_of(other).id}/wrong/").status_code == 403
    assert client.get(f"/my/data/{fact_of(other).id}/wrong/").status_code == 405


def test_a_citizen_without_entry_sees_what_others_hold(client):
    sign_in_citizen(client, mobile="9876512345")
    page = words(client.get("/my/data/"))
    assert "You are not in the register yet" in page
    assert "Entries of the register of documents" in page


def test_the_officer_decides_on_the_page_and_the_reading_is_logged(office, door, client):
    row = recorded(mobile="9876512345")
    dispute = disputed(row, said="Born in 1995")
    listed = words(office.get("/people/disputes/"))
    assert dispute.number in listed
    assert "Manpreet" not in listed
    assert door.readings == []
    page = words(office.get(f"/people/disputes/{dispute.id}/"))
    for shown in ("Manpreet Kaur", "28-02-1994", "Born in 1995"):
        assert shown in page, shown
    assert door.readings == [
        ("people.v1/resident", Purpose("PEOPLE-CORRECTION", case=dispute.number), [row.id])
    ]
    wrong = office.post(f"/people/disputes/{dispute.id}/", {"do": "refuse", "reason": "No."})
    assert wrong.status_code == 422
    answer = office.post(f"/people/disputes/{dispute.id}/", {"do": "refuse", "reason": REASON})
    assert answer["Location"] == "/people/disputes/"
    sign_in_citizen(client, mobile="9876512345")
    page = words(client.get("/my/data/"))
    assert "The fact stands" in page
    assert REASON in page
    assert "Correct the fact" not in words(office.get(f"/people/disputes/{dispute.id}/"))


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("BIRTH_DATE", {"born_on": "28-02-1995"}, "28-02-1995"),
        ("NAME", {"name_en": "Manjit Kaur", "name_pa": "ਮਨਜੀਤ ਕੌਰ", "name_hi": ""}, "Manjit Kaur"),
        ("GENDER", {"gender": "T"}, "Transgender"),
        (
            "RELATIVE",
            {"relation": "MOTHER", "relative_name_en": "Gurmeet Kaur", "relative_name_pa": "ਗੁਰਮੀਤ ਕੌਰ"},
            "Gurmeet Kaur",
        ),
        ("AADHAAR_LAST4", {"aadhaar_last4": "8765"}, "XXXX XXXX 8765"),
        (
            "ADDRESS",
            {
                "address-house": "9",
                "address-area": "RURAL",
                "address-place": "V040050",
                "address-pin": "148108",
                "address-since_year": "1999",
            },
            "here since 1999",
        ),
    ],
)
def test_each_fact_is_corrected_on_the_page(office, door, client, name, typed, shown):
    row = recorded(mobile="9876512345", aadhaar_last4="4321")
    dispute = disputed(row, name)
    answer = office.post(f"/people/disputes/{dispute.id}/", {"do": "correct", **typed})
    assert answer.status_code == 302, words(answer)
    sign_in_citizen(client, mobile="9876512345")
    page = words(client.get("/my/data/"))
    assert shown in page
    assert "Corrected by an officer" in page


def test_a_wrong_correction_is_told_and_kept(office, door):
    dispute = disputed(recorded(), "NAME")
    answer = office.post(
        f"/people/disputes/{dispute.id}/", {"do": "correct", "name_en": "12", "name_pa": "ਮ"}
    )
    assert answer.status_code == 422
    assert 'value="12"' in words(answer)
    assert "Name in English" in words(answer)


def test_who_may_see_the_disputes(client, operator, monkeypatch):
    dispute = disputed(recorded())
    monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: list(operator.posts.values())])
    sign_in_officer(client, officer_id=operator.person)
    assert client.get("/people/disputes/").status_code == 403
    assert client.get(f"/people/disputes/{dispute.id}/").status_code == 404
    assert client.get("/my/data/").status_code == 403


def test_the_list_takes_few_questions(tehsildar, django_assert_num_queries):
    for _number in range(3):
        disputed(recorded(mobile=""))
    with django_assert_num_queries(1):
        assert [row.resident.reference for row in dispute_queries.open_disputes(tehsildar)]


@pytest.mark.parametrize(("language", "heading"), [("pa", "ਮੇਰਾ ਡਾਟਾ"), ("hi", "मेरा डेटा")])
def test_my_data_speaks_punjabi_and_hindi(client, language, heading):
    recorded(mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345")
    client.cookies["sanjha_language"] = language
    page = words(client.get("/my/data/"))
    assert heading in page
    assert "This is wrong" not in re.sub(r"<[^>]+>", "", page)
