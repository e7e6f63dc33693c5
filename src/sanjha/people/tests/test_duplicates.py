"""Two entries of one person are found with reasons, merged by an officer, undone if wrong; references keep working."""

import re
from datetime import date

import pytest
from django.test import Client

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, audit_verify, relay
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen, officer_with, run_waiting
from sanjha.people import duplicate_queries, queries, resemblance
from sanjha.people.models import Duplicate, DuplicateSearch, Fact, Resident, Verdict
from sanjha.people.operations import search_duplicates as searching
from sanjha.people.operations.dispute_fact import dispute_fact
from sanjha.people.operations.keep_apart import keep_apart
from sanjha.people.operations.merge_residents import merge_residents
from sanjha.people.operations.propose_duplicates import propose_duplicates
from sanjha.people.operations.record_resident import record_resident
from sanjha.people.operations.search_duplicates import search_duplicates
from sanjha.people.operations.start_duplicate_search import start_duplicate_search
from sanjha.people.operations.undo_merge import undo_merge
from sanjha.people.resemblance import Reason
from sanjha.people.tests.factories import address, person, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "barnala")]

NOTE = "Ration cards compared on 23-11-2026."


@pytest.fixture
def tehsildar() -> Actor:
    return officer_with("tehsildar")


def two(**changes: object) -> tuple[Resident, Resident]:
    """One person, entered twice: with another number, and as `changes` say."""
    return recorded(mobile="9876512345"), recorded(**{"mobile": "9876554321", **changes})


def proposed(*rows: Resident) -> Duplicate:
    relay.deliver_all()
    pair = Duplicate.objects.get()
    assert {pair.first_id, pair.second_id} == {row.id for row in rows}
    return pair


def merged(actor: Actor, **changes: object) -> tuple[Resident, Resident, Duplicate]:
    kept, other = two(**changes)
    pair = proposed(kept, other)
    merge_residents(duplicate_id=pair.id, keep=kept.id, note=NOTE, actor=actor)
    other.refresh_from_db()
    return kept, other, pair


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ["NAME", "RELATIVE", "BIRTH_DATE", "PLACE"]),
        ({"name_en": "Manprit Kaur", "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ"}, ["NAME", "RELATIVE", "BIRTH_DATE", "PLACE"]),
        ({"name_en": "Manpreet Kaur Sidhu", "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ ਸਿੱਧੂ"}, ["NAME_ALIKE", "RELATIVE", "BIRTH_DATE", "PLACE"]),
        ({"relative_name_en": "Gurcharn", "relative_name_pa": "ਗੁਰਚਰਨ"}, ["NAME", "RELATIVE", "BIRTH_DATE", "PLACE"]),
        (
            {"relation": "HUSBAND", "relative_name_en": "Balwinder Singh", "relative_name_pa": "ਬਲਵਿੰਦਰ ਸਿੰਘ"},
            ["NAME", "BIRTH_DATE", "PLACE"],
        ),
    ],
)  # fmt: skip
def test_a_person_entered_twice_is_found_with_reasons(changes, reasons):
    pair = proposed(*two(**changes))
    assert pair.reasons == reasons
    assert pair.score >= resemblance.ENOUGH


def test_a_slip_of_day_and_month_is_found():
    first = recorded(mobile="9876512345", born_on=date(1994, 3, 7))
    second = recorded(mobile="", born_on=date(1994, 7, 3))
    assert "DAY_AND_MONTH" in proposed(first, second).reasons


@pytest.mark.parametrize(
    "changes",
    [
        {"gender": "M"},
        {"name_en": "Harbans Kaur", "name_pa": "ਹਰਬੰਸ ਕੌਰ"},
        {"born_on": date(1971, 5, 9)},
        {
            "relative_name_en": "Balwinder Singh",
            "relative_name_pa": "ਬਲਵਿੰਦਰ ਸਿੰਘ",
            "address": address(place="V040026"),
        },
    ],
)
def test_twins_mothers_and_strangers_of_one_name_are_not_proposed(changes):
    two(**changes)
    relay.deliver_all()
    assert not Duplicate.objects.exists()


def test_a_name_of_singh_alone_is_no_likeness():
    first = Resident(name_en="Gurdeep Singh", gender="M")
    assert resemblance.reasons_for(first, Resident(name_en="Avtar Singh", gender="M")) == []
    assert resemblance.score_of([Reason.NAME, Reason.MOBILE]) == 6


def test_a_correction_may_show_that_two_are_one():
    first, second = two(born_on=date(1971, 5, 9))
    relay.deliver_all()
    record_resident(
        data=person(resident_id=second.id, mobile="9876554321"),
        source="DOCUMENT",
        request_id=new_id(),
        actor=SYSTEM,
    )
    assert proposed(first, second).verdict == Verdict.OPEN


def test_a_pair_is_proposed_once(django_assert_max_num_queries):
    first, second = two()
    pair = proposed(first, second)
    with django_assert_max_num_queries(6):
        assert propose_duplicates(resident_id=first.id, actor=SYSTEM) == []
    assert propose_duplicates(resident_id=second.id, actor=SYSTEM) == []
    assert propose_duplicates(resident_id=new_id(), actor=SYSTEM) == []
    assert Duplicate.objects.get() == pair


def test_the_merged_entry_stands_for_the_kept_one(tehsildar, operator):
    kept, other, _pair = merged(tehsildar)
    assert queries.resident(operator, other.id) == kept
    assert queries.residents(operator, [other.id, kept.id]) == [kept, kept]
    assert queries.find(operator, queries.Sought(reference=other.reference), limit=5) == [kept]
    assert queries.find(operator, queries.Sought(mobile="9876554321"), limit=5) == [kept]
    assert queries.find(operator, queries.Sought(text="Manpreet Gurcharan"), limit=5) == []
    assert queries.find(operator, queries.Sought(text="Manpreet"), limit=5) == [kept]
    assert [pk for pk, _name in queries.names_with_mobile("9876554321")] == [kept.id]
    assert queries.resident(citizen(other.id), other.id) == kept
    assert [row.id for row in queries.with_mobile(SYSTEM, "9876554321")] == [kept.id]


def test_no_fact_is_lost_and_the_trail_holds(tehsildar):
    facts = set()
    kept, other = two()
    facts |= set(Fact.objects.values_list("id", "resident", "superseded_at"))
    pair = proposed(kept, other)
    merge_residents(duplicate_id=pair.id, keep=kept.id, note=NOTE, actor=tehsildar)
    assert set(Fact.objects.values_list("id", "resident", "superseded_at")) == facts
    assert not audit_verify.verify().findings
    deeds = dict(AuditEntry.objects.filter(actor=tehsildar.label).values_list("stream", "action"))
    assert deeds == {str(kept.id): "RESIDENT_KEPT", str(other.id): "RESIDENT_MERGED"}
    event = OutboxEvent.objects.get(kind="people.ResidentsMerged")
    assert event.payload["kept_id"] == str(kept.id)


def test_what_is_told_of_the_merged_entry_is_recorded_with_the_kept_one(tehsildar):
    kept, other, _pair = merged(tehsildar)
    by_id = record_resident(
        data=person(resident_id=other.id, mobile="9876512345", address=address(house="77")),
        source="APPLICATION",
        request_id=new_id(),
        actor=SYSTEM,
    )
    by_match = record_resident(
        data=person(mobile="9876554321"), source="APPLICATION", request_id=new_id(), actor=SYSTEM
    )
    assert by_id.id == by_match.id == kept.id
    assert Resident.objects.count() == 2


def test_the_same_request_again_gives_the_kept_one(tehsildar):
    request = new_id()
    kept = recorded(mobile="9876512345")
    data = person(mobile="9876554321")
    other = record_resident(data=data, source="APPLICATION", request_id=request, actor=SYSTEM)
    merge_residents(duplicate_id=proposed(kept, other).id, keep=kept.id, note=NOTE, actor=tehsildar)
    again = record_resident(data=data, source="APPLICATION", request_id=request, actor=SYSTEM)
    assert again.id == kept.id


def test_a_wrong_merge_is_undone_and_not_proposed_again(tehsildar, operator):
    kept, other, pair = merged(tehsildar)
    undo_merge(duplicate_id=pair.id, note="The brother brought his own papers.", actor=tehsildar)
    assert queries.resident(operator, other.id) == other
    assert queries.find(operator, queries.Sought(reference=other.reference), limit=5) == [other]
    pair.refresh_from_db()
    assert pair.verdict == Verdict.DISTINCT
    assert not audit_verify.verify().findings
    propose_duplicates(resident_id=kept.id, actor=SYSTEM)
    assert duplicate_queries.waiting(tehsildar) == []
    with pytest.raises(Conflict):
        undo_merge(duplicate_id=pair.id, note=NOTE, actor=tehsildar)


def test_a_merge_is_not_undone_when_the_entry_would_be_somebody_elses(tehsildar):
    kept, _other, pair = merged(tehsildar)
    record_resident(
        data=person(resident_id=kept.id, mobile="9876554321"),
        source="CORRECTION",
        request_id=new_id(),
        actor=SYSTEM,
    )
    with pytest.raises(Conflict, match="Another resident"):
        undo_merge(duplicate_id=pair.id, note=NOTE, actor=tehsildar)
    pair.refresh_from_db()
    assert pair.verdict == Verdict.SAME


def test_two_people_are_kept_apart(tehsildar, operator):
    first, second = two()
    pair = proposed(first, second)
    keep_apart(duplicate_id=pair.id, note=NOTE, actor=tehsildar)
    assert queries.resident(operator, second.id) == second
    assert duplicate_queries.waiting(tehsildar) == []
    for decide in (keep_apart, undo_merge):
        with pytest.raises(Conflict):
            decide(duplicate_id=pair.id, note=NOTE, actor=tehsildar)
    with pytest.raises(Conflict):
        merge_residents(duplicate_id=pair.id, keep=first.id, note=NOTE, actor=tehsildar)


def test_what_cannot_be_merged_now_is_refused(tehsildar):
    first, second = two()
    pair = proposed(first, second)
    fact = second.facts.get(name="NAME")
    dispute_fact(fact_id=fact.id, actor=citizen(second.id))
    with pytest.raises(Conflict, match="disputed"):
        merge_residents(duplicate_id=pair.id, keep=first.id, note=NOTE, actor=tehsildar)
    with pytest.raises(DomainError, match="which entry"):
        merge_residents(duplicate_id=pair.id, keep=new_id(), note=NOTE, actor=tehsildar)
    with pytest.raises(DomainError, match="10 to 500"):
        merge_residents(duplicate_id=pair.id, keep=first.id, note="same", actor=tehsildar)


def test_an_entry_for_which_another_stands_is_the_one_to_keep(tehsildar):
    kept, other, _pair = merged(tehsildar)
    third = recorded(mobile="9876567890")
    relay.deliver_all()
    pair = Duplicate.objects.get(verdict="")
    assert {pair.first_id, pair.second_id} == {kept.id, third.id}
    with pytest.raises(Conflict, match="keep this one"):
        merge_residents(duplicate_id=pair.id, keep=third.id, note=NOTE, actor=tehsildar)
    merge_residents(duplicate_id=pair.id, keep=kept.id, note=NOTE, actor=tehsildar)
    assert queries.residents(SYSTEM, [other.id, third.id]) == [kept, kept]


def test_only_officers_who_decide_do(operator):
    pair = proposed(*two())
    for stranger in (operator, citizen(pair.first_id), SYSTEM):
        for decide in (keep_apart, undo_merge):
            with pytest.raises(NotPermitted):
                decide(duplicate_id=pair.id, note=NOTE, actor=stranger)
        with pytest.raises(NotPermitted):
            merge_residents(duplicate_id=pair.id, keep=pair.first_id, note=NOTE, actor=stranger)
        assert duplicate_queries.waiting(stranger) == []


def test_a_pair_that_does_not_exist_is_not_found(tehsildar):
    with pytest.raises(NotFound):
        keep_apart(duplicate_id=new_id(), note=NOTE, actor=tehsildar)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def office(tehsildar: Actor, monkeypatch) -> Client:
    monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: list(tehsildar.posts.values())])
    client = Client()
    sign_in_officer(client, officer_id=tehsildar.person)
    return client


def test_the_officer_merges_and_undoes_on_the_page_and_the_readings_are_logged(office, door, client):
    first, second = two()
    pair = proposed(first, second)
    page = words(office.get("/people/duplicates/"))
    assert first.reference in page
    assert "the same date of birth" in page
    assert "Manpreet" not in page
    assert door.readings == []
    at = f"/people/duplicates/{pair.id}/"
    page = words(office.get(at))
    assert page.count("Manpreet Kaur") >= 2
    assert [ids for _operation, _purpose, ids in door.readings] == [[pair.first_id], [pair.second_id]]
    wrong = office.post(at, {"do": "merge", "note": NOTE})
    assert wrong.status_code == 422
    assert NOTE in words(wrong)
    answer = office.post(at, {"do": "merge", "keep": str(first.id), "note": NOTE}, follow=True)
    assert "Both references work" in words(answer)
    assert "Merged entries" in words(answer)
    sign_in_citizen(client, mobile="9876554321")
    assert first.reference in words(client.get("/my/data/"))
    assert office.post(at, {"do": "merge", "keep": str(first.id), "note": NOTE}).status_code == 422
    answer = office.post(at, {"do": "undo", "note": NOTE}, follow=True)
    assert "The merge is undone" in words(answer)
    assert "Undo the merge" not in words(office.get(at))


def test_the_officer_keeps_two_people_apart_on_the_page(office, door):
    pair = proposed(*two())
    at = f"/people/duplicates/{pair.id}/"
    assert office.post(at, {"do": "apart", "note": ""}).status_code == 422
    assert "two people" in words(office.post(at, {"do": "apart", "note": NOTE}, follow=True))


def test_who_may_see_the_pairs(client, operator, monkeypatch):
    pair = proposed(*two())
    monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: list(operator.posts.values())])
    sign_in_officer(client, officer_id=operator.person)
    assert client.get("/people/duplicates/").status_code == 403
    assert client.get(f"/people/duplicates/{pair.id}/").status_code == 403


def test_the_lists_take_one_question_each(tehsildar, django_assert_num_queries):
    proposed(*two())
    with django_assert_num_queries(1):
        assert [row.first.reference for row in duplicate_queries.waiting(tehsildar)]
    with django_assert_num_queries(1):
        assert duplicate_queries.merged(tehsildar) == []


def searched(actor: Actor = SYSTEM) -> DuplicateSearch:
    search = start_duplicate_search(actor=actor)
    while search.is_running:
        search = search_duplicates(search_id=search.pk, actor=SYSTEM)
    return search


def forget_proposals() -> None:
    relay.deliver_all()
    Duplicate.objects.all().delete()


def test_a_search_over_the_register_finds_what_each_entry_alone_would_have_found(monkeypatch):
    monkeypatch.setattr(searching, "PIECE", 2)
    same = two()
    slip = recorded(mobile="9876512399", name_en="Harbans Kaur", born_on=date(1971, 5, 9))
    turned = recorded(mobile="", name_en="Harbans Kaur", born_on=date(1971, 9, 5))
    recorded(name_en="Avtar Kaur"), recorded(gender="M")
    relay.deliver_all()
    expected = set(Duplicate.objects.values_list("first", "second"))
    assert len(expected) == 2
    Duplicate.objects.all().delete()
    search = searched()
    assert set(Duplicate.objects.values_list("first", "second")) == expected
    assert {same[0].pk, slip.pk, turned.pk} <= {key for pair in expected for key in pair}
    assert (search.looked_at, search.total, search.proposed, search.is_running) == (6, 6, 2, False)
    assert not [found for found in audit_verify.verify().findings if found.table == "people_duplicatesearch"]


def test_a_search_compares_only_who_shares_enough():
    for number in range(12):
        recorded(name_en=f"{GIVEN[number]} Kaur", born_on=date(1960 + number, 1, 1))
    forget_proposals()
    assert searched().compared == 0
    recorded(name_en=f"{GIVEN[0]} Kaur", born_on=date(1960, 1, 1), address=address(place="V040026"))
    recorded(name_en=f"{GIVEN[1]} Kaur", name_pa="ਬਲਵਿੰਦਰ ਕੌਰ", born_on=date(1960, 1, 1))
    assert searched().compared == 1


GIVEN = "Amarjit Balwinder Charanjit Daljit Gurdev Harbans Inderjit Jaswant Kulwant Lakhvir Mohinder Narinder".split()


def test_searching_again_proposes_nothing_twice_and_leaves_decisions_alone(tehsildar):
    _kept, _other, pair = merged(tehsildar)
    undo_merge(duplicate_id=pair.id, note=NOTE, actor=tehsildar)
    assert searched().proposed == 0
    assert Duplicate.objects.get().verdict == Verdict.DISTINCT


def test_one_search_at_a_time_begun_by_an_officer_who_decides(tehsildar, operator):
    with pytest.raises(NotPermitted):
        start_duplicate_search(actor=operator)
    search = start_duplicate_search(actor=tehsildar)
    with pytest.raises(Conflict):
        start_duplicate_search(actor=tehsildar)
    assert duplicate_queries.last_search(tehsildar) == search
    assert duplicate_queries.last_search(operator) is None
    assert not search_duplicates(search_id=search.pk, actor=SYSTEM).is_running
    assert not search_duplicates(search_id=search.pk, actor=SYSTEM).is_running


def test_the_page_begins_a_search_and_tells_how_far_it_is(office):
    two()
    forget_proposals()
    page = office.post("/people/duplicates/search/", follow=True).content.decode()
    assert "0 of 2 residents looked at" in page
    assert "Search now" not in page
    run_waiting()
    page = " ".join(office.get("/people/duplicates/").content.decode().split())
    assert "2 of 2 residents looked at, 1 pairs compared, 1 proposed" in page
    assert "Search now" in page
