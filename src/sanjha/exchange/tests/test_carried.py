"""The door in a unit where the exchange does not run: it knows the grants by events, and tells what it gave out."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from sanjha.exchange import carried, contract
from sanjha.exchange.events import FactsRead, GrantChanged
from sanjha.exchange.models import Grant, Reading
from sanjha.exchange.operations.agree_access import agree_access
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.operations.grant_access import grant_access
from sanjha.exchange.operations.learn_grants import learn_grants
from sanjha.exchange.tests.factories import make_grant, make_reading
from sanjha.exchange.tests.test_access_requests import wish
from sanjha.kernel import audit_batches, clock, context, peers
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.events import decode
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditBatch, OutboxEvent

pytestmark = pytest.mark.django_db
INCOME = Purpose("REV-INCOME", case="PB/BNL/1")


@pytest.fixture
def apart():
    """The exchange runs in another unit than this one."""
    with peers.elsewhere("exchange", "http://127.0.0.1:9"):
        yield


def told(kind: str) -> list:
    rows = OutboxEvent.objects.filter(kind=kind).order_by("id")
    return [decode(row.kind, row.payload) for row in rows]


def news(**changed) -> GrantChanged:
    """What the exchange tells of a grant that this unit does not have."""
    grant = make_grant(**changed)
    happened = carried.as_it_stands(grant)
    Grant.objects.all().delete()
    return happened


def learn(happened: GrantChanged) -> None:
    carried.learn_grant(happened, event_id=new_id())


def test_giving_and_ending_a_grant_is_told(person_operation):
    grant = grant_access(
        consumer="sewa",
        operation="exchangetest.v1/person",
        purpose="REV-INCOME",
        legal_basis="Test Act, section 1",
        from_date=clock.today(),
        actor=SYSTEM,
    )
    end_grant(grant_id=grant.pk, actor=SYSTEM)
    given, ended = told("exchange.GrantChanged")
    assert (given.grant, given.consumer, given.ended_at) == (grant.pk, "sewa", None)
    assert (ended.grant, ended.ended_by) == (grant.pk, "SYSTEM:-")
    assert ended.ended_at is not None


def test_agreeing_to_a_request_is_told(farms, office_admin):
    grant = agree_access(request_id=ask_access(**wish(farms)).id, actor=office_admin)
    assert [each.grant for each in told("exchange.GrantChanged")] == [grant.pk]


def test_what_was_told_opens_the_door_there_until_it_is_ended(apart, person_operation):
    happened = news()
    with pytest.raises(NotPermitted):
        person_operation(ids=[new_id()], purpose=INCOME)
    learn(happened)
    assert person_operation(ids=[new_id()], purpose=INCOME)
    learn(replace(happened, ended_at=clock.now(), ended_by="SYSTEM:-"))
    with pytest.raises(NotPermitted):
        person_operation(ids=[new_id()], purpose=INCOME)


def test_an_ended_grant_stays_ended_whatever_comes_late(apart, person_operation):
    happened = news()
    ended = replace(happened, ended_at=clock.now(), ended_by="SYSTEM:-")
    for each in (ended, happened, ended):
        learn(each)
    assert Grant.objects.get().ended_by == "SYSTEM:-"


def test_the_exchange_itself_learns_nothing_from_its_own_news():
    learn(news())
    assert not Grant.objects.exists()


def test_a_reading_there_is_kept_and_told_in_one(apart, person_operation, tehsildar):
    learn(news())
    persons = [new_id(), new_id()]
    with context.request_scope("request-3", tehsildar):
        person_operation(ids=persons, purpose=INCOME)
    (read,) = told("exchange.FactsRead")
    assert read.subjects == persons
    assert read.readings == list(Reading.objects.order_by("id").values_list("id", flat=True))
    assert (read.purpose, read.case, read.reader, read.request_id) == (
        "REV-INCOME",
        "PB/BNL/1",
        tehsildar.label,
        "request-3",
    )


def test_where_the_exchange_runs_a_reading_is_kept_and_nothing_told(person_operation):
    make_grant()
    person_operation(ids=[new_id()], purpose=INCOME)
    assert Reading.objects.count() == 1
    assert told("exchange.FactsRead") == []


def test_the_exchange_collects_what_other_doors_gave_out_once():
    read = FactsRead(
        readings=[new_id(), new_id()],
        subjects=[new_id(), new_id()],
        at=clock.now() - timedelta(minutes=5),
        operation="people.v1/resident",
        facts=["resident.name"],
        consumer="sewa",
        purpose="REV-INCOME",
        case="PB/BNL/1",
        reader="OFFICER:x",
        posts=[new_id()],
        request_id="request-7",
    )
    for _time in range(2):
        carried.collect_reading(read, event_id=new_id())
    kept = Reading.objects.order_by("id")
    assert [(row.id, row.subject) for row in kept] == list(zip(read.readings, read.subjects, strict=True))
    assert {(row.at, row.reader, row.request_id) for row in kept} == {(read.at, "OFFICER:x", "request-7")}


def test_what_comes_after_days_is_no_forgery():
    """The unit was cut off; meanwhile newer readings were sealed here."""
    three_days_ago = int((clock.now() - timedelta(days=3)).timestamp() * 1000)
    old = UUID(int=three_days_ago << 80 | new_id().int % (1 << 80))
    make_reading()
    audit_batches.seal_all()
    read = reading_of(old)
    for _time in range(2):
        carried.collect_reading(read, event_id=new_id())
    assert verify().findings == []
    assert AuditBatch.objects.filter(table="exchange_reading").count() == 2
    audit_batches.seal_all()
    assert verify().findings == []


def reading_of(identifier) -> FactsRead:
    return FactsRead(
        readings=[identifier],
        subjects=[new_id()],
        at=clock.now() - timedelta(days=3),
        operation="people.v1/resident",
        facts=["resident.name"],
        consumer="sewa",
        purpose="REV-INCOME",
        case="PB/BNL/1",
        reader="OFFICER:x",
        posts=[new_id()],
        request_id="request-7",
    )


def test_a_new_unit_learns_all_grants_at_once(apart, monkeypatch):
    kept = [make_grant(), make_grant(purpose="REV-CASTE", ended_at=clock.now(), ended_by="SYSTEM:-")]
    pages = [contract.grants_kept.__operation__.implementation(after=None, limit=1)]
    pages.append(contract.grants_kept.__operation__.implementation(after=pages[0][-1].id, limit=1))
    assert [page[0].id for page in pages] == [grant.id for grant in kept]
    Grant.objects.all().delete()
    monkeypatch.setattr(contract, "grants_kept", lambda *, after, limit: pages.pop(0) if pages else [])
    assert learn_grants() == 2
    assert [(row.id, row.purpose, row.ended_by) for row in Grant.objects.order_by("id")] == [
        (grant.id, grant.purpose, grant.ended_by) for grant in kept
    ]


def test_where_the_exchange_runs_there_is_nothing_to_learn():
    make_grant()
    assert learn_grants() == 0
