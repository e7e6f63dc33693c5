"""Look-ups of residents that stand out: found, explained, closed; and who oversees is on record too."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import IntegrityError, transaction

from sanjha.exchange import contract, jobs, oversight_queries, oversight_rules
from sanjha.exchange.models import Conspicuous, Why
from sanjha.exchange.operations.ask_explanation import ask_explanation
from sanjha.exchange.operations.close_lookup import close_lookup
from sanjha.exchange.operations.explain_lookup import explain_lookup
from sanjha.exchange.operations.look_over_readings import look_over_readings
from sanjha.exchange.operations.note_oversight import note_oversight
from sanjha.exchange.tests.factories import make_reading
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import audit_verify, clock, context
from sanjha.kernel.actors import SYSTEM, Actor, Kind, holdings_of
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.offices import contract as offices
from sanjha.offices.operations.load_demo_offices import demo_id, load_demo_offices
from sanjha.people import contract as people
from sanjha.people.tests.factories import address, recorded
from sanjha.places.operations.load_demo_places import load_demo_places

pytestmark = pytest.mark.django_db
OPEN_CASE = "PB/BNL/REV-INCOME/2026/0000001-K"
QUESTION, ANSWER, NOTE = "Why was this person looked up?", "For the enquiry in file 12.", "File 12 was seen."


@pytest.fixture(autouse=True)
def offices_of_barnala(db):
    load_demo_places()
    load_demo_offices()


@pytest.fixture(autouse=True)
def under_way(monkeypatch):
    """One service, which has one case under way."""
    monkeypatch.setattr(
        contract, "_open_cases", [lambda cases, since: [case for case in cases if case == OPEN_CASE]]
    )


def officer(employee_no):
    person = demo_id("officer", employee_no)
    return Actor(Kind.OFFICER, account=person, person=person, name=employee_no, posts=holdings_of(person))


@pytest.fixture
def overseer():
    """Navneet Kaur Bains, Data Protection Officer."""
    return officer("PB0052")


@pytest.fixture
def patwari():
    """Whoever is patwari of the circle of Badra."""
    held = offices.responsible_post(designation="patwari", place="V040044")
    return Actor(
        Kind.OFFICER, account=held.holder, person=held.holder, name="Patwari", posts=holdings_of(held.holder)
    )


def resident(**changes):
    return recorded(**{"address": address(place="V040044"), **changes})


def looked(actor, subject, **changes):
    return make_reading(
        **{
            "reader": actor.label,
            "posts": list(actor.posts),
            "subject": subject,
            "consumer": "people",
            "purpose": "PEOPLE-ENQUIRY",
            "case": OPEN_CASE,
            **changes,
        }
    )


def found():
    with context.request_scope(who=SYSTEM):
        look_over_readings(day=clock.today(), actor=SYSTEM)
    return sorted((row.why, row.officer, row.subject) for row in Conspicuous.objects.all())


def test_a_look_up_in_an_open_case_of_the_own_area_does_not_stand_out(patwari):
    looked(patwari, resident().id)
    assert found() == []


@pytest.mark.parametrize("case", ["", "just looking", "01a20dcb-343e-75e9-b1a0-1aeac3a8576e"])
def test_a_look_up_without_an_open_case_stands_out(patwari, case):
    row = resident()
    looked(patwari, row.id, case=case)
    looked(patwari, row.id, case=case)
    assert found() == [(Why.NO_CASE, patwari.person, row.id)]
    kept = Conspicuous.objects.get()
    assert (kept.times, kept.case, kept.purpose) == (2, case, "PEOPLE-ENQUIRY")
    assert found() == [(Why.NO_CASE, patwari.person, row.id)]
    assert not audit_verify.verify().findings


def test_citizens_members_and_the_system_are_no_officers(patwari):
    row = resident()
    for reader in ("SYSTEM:-", f"CITIZEN:{new_id()}", "ANONYMOUS:-"):
        looked(patwari, row.id, reader=reader, case="")
    looked(patwari, row.id, posts=[], case="")
    assert found() == []


def test_a_look_up_outside_the_officers_area_stands_out(patwari):
    here, elsewhere = resident(), resident(address=address(place="V040040"))
    looked(patwari, here.id), looked(patwari, elsewhere.id)
    assert found() == [(Why.OUTSIDE, patwari.person, elsewhere.id)]


def test_whoever_serves_all_who_come_looks_outside_nowhere():
    held = offices.posts_of_office(office_code="PB-BNL-001", designation="counter_operator")[0]
    operator = Actor(Kind.OFFICER, person=held.holder, posts=holdings_of(held.holder))
    looked(operator, resident().id)
    assert found() == []


def test_ones_own_entry_and_a_colleagues_stand_out():
    tehsildar, colleague = _two_of_one_office()
    own, other = resident(mobile=tehsildar[1]), resident(mobile=colleague[1], name_en="Harbans Kaur")
    looked(tehsildar[0], own.id), looked(tehsildar[0], other.id)
    kinds = {(why, subject) for why, _officer, subject in found() if why in (Why.SELF, Why.COLLEAGUE)}
    assert kinds == {(Why.SELF, own.id), (Why.COLLEAGUE, other.id)}


def _two_of_one_office():
    """Two officers of the tehsil office of Tapa, each with the number in the service record."""
    found = offices.responsible_post(designation="tehsildar", place="T276")
    with context.request_scope(who=SYSTEM):
        (reach,) = offices.reach_of_posts(post_ids=[found.id])
    numbers = {member.officer: member.mobile for member in reach.staff}
    other = next(who for who in numbers if who != found.holder)
    actor = Actor(Kind.OFFICER, person=found.holder, posts=holdings_of(found.holder))
    return (actor, numbers[found.holder]), (other, numbers[other])


def test_far_more_people_than_others_look_up_stand_out(patwari):
    rows = [new_id() for _number in range(oversight_rules.ALWAYS_FINE + 1)]
    for subject in rows[:-1]:
        looked(patwari, subject)
    assert found() == []
    looked(patwari, rows[-1])
    assert found() == [(Why.MANY, patwari.person, None)]
    assert (Conspicuous.objects.get().subjects, Conspicuous.objects.get().times) == (21, 21)


def test_what_is_usual_among_colleagues_does_not_stand_out():
    assert oversight_rules.is_far_more(31, [])
    assert not oversight_rules.is_far_more(20, [])
    assert not oversight_rules.is_far_more(90, [29, 30, 31])
    assert oversight_rules.is_far_more(91, [29, 30, 31])
    assert not oversight_rules.is_far_more(31, [11, 11, 10])


def test_days_of_colleagues_count_and_ones_own_do_not(patwari):
    for _number in range(21):
        looked(patwari, new_id())
    earlier = clock.now() - timedelta(days=3)
    for _number in range(30):
        looked(patwari, new_id(), at=earlier)
    assert [why for why, _officer, _subject in found()] == [Why.MANY]
    Conspicuous.objects.all().delete()
    colleague = Actor(Kind.OFFICER, person=new_id())
    for _number in range(8):
        looked(colleague, new_id(), posts=list(patwari.posts), at=earlier)
    assert found() == []


def test_the_hourly_job_looks_at_today_and_yesterday(patwari):
    row = resident()
    looked(patwari, row.id, case="", at=clock.now() - timedelta(days=1))
    looked(patwari, row.id, case="", at=clock.now() - timedelta(days=2))
    with context.request_scope(who=SYSTEM):
        jobs.look_over_readings()
    assert [kept.day for kept in Conspicuous.objects.all()] == [clock.today() - timedelta(days=1)]


@pytest.fixture
def row(patwari):
    looked(patwari, resident().id, case="")
    found()
    return Conspicuous.objects.get()


def test_asked_answered_and_closed(row, overseer, patwari):
    assert oversight_queries.asked_of(patwari) == []
    ask_explanation(row_id=row.id, question=QUESTION, actor=overseer)
    assert oversight_queries.asked_of(patwari) == [row]
    explain_lookup(row_id=row.id, answer=ANSWER, actor=patwari)
    assert oversight_queries.asked_of(patwari) == []
    close_lookup(row_id=row.id, finding="IN_ORDER", note=NOTE, actor=overseer)
    row.refresh_from_db()
    assert (row.question, row.answer, row.finding, row.note) == (QUESTION, ANSWER, "IN_ORDER", NOTE)
    assert oversight_queries.listed(overseer) == []
    assert oversight_queries.listed(overseer, with_closed=True) == [row]
    assert not audit_verify.verify().findings


def test_what_may_not_be_done_is_refused(row, overseer, patwari):
    for somebody in (patwari, officer("PB0003"), SYSTEM):
        for deed in (
            lambda who: ask_explanation(row_id=row.id, question=QUESTION, actor=who),
            lambda who: close_lookup(row_id=row.id, finding="IN_ORDER", note=NOTE, actor=who),
            lambda who: note_oversight(what="LIST", rows=0, actor=who),
        ):
            with pytest.raises(NotPermitted):
                deed(somebody)
        assert oversight_queries.listed(somebody) == []
    with pytest.raises(Conflict):
        explain_lookup(row_id=row.id, answer=ANSWER, actor=patwari)
    ask_explanation(row_id=row.id, question=QUESTION, actor=overseer)
    with pytest.raises(Conflict):
        ask_explanation(row_id=row.id, question=QUESTION, actor=overseer)
    with pytest.raises(NotPermitted):
        explain_lookup(row_id=row.id, answer=ANSWER, actor=overseer)
    with pytest.raises(DomainError):
        close_lookup(row_id=row.id, finding="NONSENSE", note=NOTE, actor=overseer)
    with pytest.raises(DomainError):
        close_lookup(row_id=row.id, finding="WARNED", note="short", actor=overseer)
    close_lookup(row_id=row.id, finding="WARNED", note=NOTE, actor=overseer)
    with pytest.raises(Conflict):
        close_lookup(row_id=row.id, finding="IN_ORDER", note=NOTE, actor=overseer)


def test_nobody_closes_the_own_look_up(row, overseer):
    Conspicuous.objects.update(officer=overseer.person)
    with pytest.raises(NotPermitted):
        close_lookup(row_id=row.id, finding="IN_ORDER", note=NOTE, actor=overseer)


def test_the_store_keeps_no_finding_without_a_moment(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conspicuous.objects.update(finding="WARNED")


@pytest.mark.parametrize("operation", ["reach", "compare"])
def test_what_oversight_asks_is_answered_to_nobody_in_person(overseer, operation):
    with context.request_scope(who=overseer), pytest.raises(NotPermitted):
        if operation == "reach":
            offices.reach_of_posts(post_ids=list(overseer.posts))
        else:
            people.compare(resident_ids=[new_id()], places=[], mobiles=[])


@pytest.fixture
def desk(client, overseer):
    sign_in_officer(client, officer_id=overseer.person)
    return client


def words(response):
    return " ".join(response.content.decode().split())


def test_the_page_lists_what_stands_out_and_is_itself_on_record(desk, row, django_assert_max_num_queries):
    desk.get("/exchange/oversight/")
    with django_assert_max_num_queries(30):
        page = words(desk.get("/exchange/oversight/"))
    assert "Without an open case" in page
    assert "PB0052" not in page
    assert "Nothing stands out" in words(desk.get("/exchange/oversight/?why=SELF"))
    desk.get(f"/exchange/oversight/{row.id}/")
    looks = AuditEntry.objects.filter(action="OVERSIGHT_LOOKED").order_by("number")
    assert [entry.body.split('"what":"')[1].split('"')[0] for entry in looks] == [
        "LIST",
        "LIST",
        "LIST",
        "ROW",
    ]


def test_the_file_has_the_same_rows_and_no_formulas(desk, row):
    Conspicuous.objects.update(case="=cmd()")
    answer = desk.get("/exchange/oversight/export.csv?why=NO_CASE")
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(line["why"], line["case"]) for line in lines] == [("NO_CASE", "'=cmd()")]
    assert AuditEntry.objects.filter(action="OVERSIGHT_LOOKED", body__contains="EXPORT").count() == 1


def test_asking_answering_and_closing_on_the_pages(desk, row, patwari):
    page = f"/exchange/oversight/{row.id}/"
    assert desk.post(page, {"do": "ask", "question": "Why?"}).status_code == 422
    assert "asked" in words(desk.post(page, {"do": "ask", "question": QUESTION}, follow=True))
    sign_in_officer(desk, officer_id=patwari.person)
    assert QUESTION in words(desk.get("/exchange/explain/"))
    answered = f"/exchange/explain/{row.id}/"
    assert desk.post(answered, {"answer": ""}).status_code == 422
    assert "Nothing is asked" in words(desk.post(answered, {"answer": ANSWER}, follow=True))
    assert desk.get(answered).status_code == 404
    assert desk.get(page).status_code == 403
    sign_in_officer(desk, officer_id=demo_id("officer", "PB0052"))
    assert ANSWER in words(desk.get(page))
    assert desk.post(page, {"do": "close", "finding": "", "note": NOTE}).status_code == 422
    assert "In order" in words(
        desk.post(page, {"do": "close", "finding": "IN_ORDER", "note": NOTE}, follow=True)
    )


@pytest.mark.parametrize("address_of_page", ["/exchange/oversight/", "/exchange/oversight/export.csv"])
def test_an_administrator_does_not_oversee(client, address_of_page):
    sign_in_officer(client, officer_id=demo_id("officer", "PB0003"))
    assert client.get(address_of_page).status_code == 403
