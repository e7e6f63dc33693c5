"""A department's own system calls: under its grant it gets the granted facts, and the reading is kept."""

import base64
import json
import typing
from datetime import date, timedelta
from hashlib import sha512

import pytest

from sanjha.exchange import contract, offered
from sanjha.exchange.http.query_arguments import arguments_of
from sanjha.exchange.models import Grant, GrantMinute, Reading
from sanjha.exchange.operations.admit_member import admit_member
from sanjha.exchange.operations.forget_spent import forget_spent
from sanjha.exchange.tests.calling import ADDRESS, NAME, NOBODY, System
from sanjha.kernel import clock
from sanjha.kernel.contracts import Purpose, declared_operations
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.retirement import Retirement

pytestmark = pytest.mark.django_db


def test_the_granted_facts_are_given_and_nothing_else(farms):
    farms.granted(facts=["resident.name", "resident.birth_date"])
    person = new_id()
    response = farms.call(person)
    assert response.status_code == 200
    assert response.json() == {"id": str(person), "name": "Asha", "born_on": "1990-01-02"}


def test_the_reading_is_kept_with_the_member_as_consumer(farms):
    farms.granted()
    person = new_id()
    response = farms.call(person)
    reading = Reading.objects.get()
    assert (reading.subject, reading.consumer, reading.facts) == (person, farms.identifier, ["resident.name"])
    assert (reading.operation, reading.purpose, reading.case) == (NAME, "AGRI-SUBSIDY", "AGRI/2026/17")
    assert reading.reader == f"SYSTEM:{farms.member.id}"
    assert reading.request_id == response["X-Request-ID"]


def test_a_call_may_name_fewer_facts_than_are_granted(farms):
    farms.granted(facts=["resident.name", "resident.mobile"])
    response = farms.call(x_sanjha_facts="resident.mobile")
    assert set(response.json()) == {"id", "mobile"}
    assert Reading.objects.get().facts == ["resident.mobile"]


def test_a_grant_without_a_list_of_facts_gives_all_of_the_operation(farms):
    farms.granted(facts=None, per_minute=None)
    assert set(farms.call().json()) == {"id", "name", "mobile", "born_on"}


def test_an_answer_of_an_operation_that_is_going_away_says_so(farms, monkeypatch):
    farms.granted()
    assert "Sunset" not in farms.call()
    ends = Retirement(announced=date(2026, 11, 1), ends=date(2027, 5, 1))
    monkeypatch.setattr(declared_operations()[NAME], "retires", ends)
    response = farms.call()
    assert response.status_code == 200
    assert (response["Deprecation"], response["Sunset"]) == ("@1793471400", "Fri, 30 Apr 2027 18:30:00 GMT")


def test_the_answer_bears_the_headers_of_the_protocol(farms):
    farms.granted()
    body = json.dumps({"person": str(new_id())}).encode()
    fields = farms.signed(body, farms.fields(x_road_id="call-0001"))
    response = farms.send(body, fields)
    assert response["X-Road-Client"] == farms.identifier
    assert response["X-Road-Service"] == "PB/GOV/SANJHA/exchangetest/v1"
    assert response["X-Road-Id"] == "call-0001"
    assert len(response["X-Road-Request-Id"]) == 36
    assert "X-Road-Error" not in response
    lines = [
        f"POST {ADDRESS}",
        "content-type:application/json",
        f"x-road-client:{farms.identifier}",
        "x-road-id:call-0001",
        "x-road-issue:AGRI/2026/17",
        "x-sanjha-purpose:AGRI-SUBSIDY",
    ]
    headers = sha512("".join(f"{line}\r\n" for line in lines).encode()).digest()
    whole = sha512(headers + sha512(body).digest()).digest()
    assert response["X-Road-Request-Hash"] == base64.b64encode(whole).decode()


def test_without_a_grant_nothing_is_given_and_the_refusal_is_kept(farms):
    response = farms.call()
    assert (response.status_code, response["X-Road-Error"]) == (403, "Server.ServerProxy.AccessDenied")
    assert response.json()["type"] == "Server.ServerProxy.AccessDenied"
    entry = AuditEntry.objects.get(action="READING_REFUSED")
    assert entry.stream == "exchange.refusals"
    assert farms.identifier in entry.body
    assert '"why":"no-grant"' in entry.body
    assert not Reading.objects.exists()


def test_another_member_s_grant_does_not_serve(farms, client):
    farms.granted()
    assert System(client, code="HEALTH").call().status_code == 403


def test_more_calls_than_the_grant_allows_are_refused_until_the_next_minute(farms):
    farms.granted(per_minute=2)
    with clock.frozen("2026-11-23T10:00:10+05:30"):
        assert [farms.call().status_code for _ in range(4)] == [200, 200, 429, 429]
        refused = farms.call()
        assert (refused["Retry-After"], refused["X-Road-Error"]) == ("60", "Server.ServerProxy.RateLimit")
    with clock.frozen("2026-11-23T10:01:00+05:30"):
        assert farms.call().status_code == 200
    assert Reading.objects.count() == 3


def test_counted_minutes_are_forgotten(farms):
    grant = farms.granted()
    now = clock.now()
    GrantMinute.objects.create(grant=grant, minute=now - timedelta(hours=2), calls=5)
    kept = GrantMinute.objects.create(grant=grant, minute=now, calls=5)
    forget_spent()
    assert list(GrantMinute.objects.all()) == [kept]


def test_a_refusal_of_the_service_is_no_fault_of_the_exchange(farms):
    farms.granted()
    response = farms.call(NOBODY)
    assert response.status_code == 404
    assert response.json()["detail"] == "There is no such person."
    assert "X-Road-Error" not in response
    assert response["X-Road-Request-Hash"]


@pytest.mark.parametrize(
    "arguments",
    [{}, {"person": 7}, {"person": str(NOBODY), "more": 1}, {"person": str(NOBODY), "purpose": {}}, [], "x"],
    ids=["missing", "wrong type", "unknown", "purpose", "list", "text"],
)
def test_arguments_that_were_not_declared_are_refused(farms, arguments):
    farms.granted()
    response = farms.call(arguments=arguments)
    assert response.status_code == 422
    assert response.json()["type"] == "urn:sanjha:problem:not-as-declared"
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/r1/PB/GOV/SANJHA/people/v1/record-resident",
        "/r1/PB/GOV/SANJHA/identity/v1/ensure-officer-account",
        "/r1/PB/GOV/SANJHA/nobody/v1/knows",
        "/r1/PB/GOV/OTHER/exchangetest/v1/known",
        "/r1/EE/GOV/SANJHA/exchangetest/v1/known",
    ],
)
def test_what_is_not_offered_is_not_found(farms, address):
    farms.granted(operation="people.v1/record-resident")
    response = farms.call(address=address)
    assert (response.status_code, response["X-Road-Error"]) == (404, "Server.ServerProxy.UnknownService")


def ask_with_get(farms, query, *, body=b"", **changed):
    fields = farms.signed(body, farms.fields(content_type=None, **changed), verb="GET", query=query)
    return farms.send(body, fields, address=f"{ADDRESS}?{query}", verb="GET")


def test_a_get_calls_with_the_arguments_in_the_query(farms):
    farms.granted(facts=["resident.name", "resident.birth_date"])
    person = new_id()
    response = ask_with_get(farms, f"person={person}&day=2026-11-24")
    assert response.status_code == 200
    assert response.json() == {"id": str(person), "name": "Asha", "born_on": "1990-01-02"}
    assert Reading.objects.get().subject == person


@pytest.mark.parametrize(
    "query",
    [
        "",
        "person=7",
        "person=0190f5f2-1234-7000-8000-123456789abc&person=0190f5f2-1234-7000-8000-123456789abd",
        "person=0190f5f2-1234-7000-8000-123456789abc&more=1",
        "person=0190f5f2-1234-7000-8000-123456789abc&purpose=X",
        "person=0190f5f2-1234-7000-8000-123456789abc&day=yesterday",
        "person",
    ],
)
def test_a_query_that_does_not_fit_is_refused(farms, query):
    farms.granted()
    assert ask_with_get(farms, query).status_code == 422
    assert not Reading.objects.exists()


def test_a_query_changed_after_the_signature_is_not_answered(farms):
    farms.granted()
    fields = farms.signed(b"", farms.fields(content_type=None), verb="GET", query=f"person={new_id()}")
    response = farms.send(b"", fields, address=f"{ADDRESS}?person={new_id()}", verb="GET")
    assert response.status_code == 401


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "HEAD"])
def test_no_other_method_calls(farms, verb):
    farms.granted()
    assert farms.send(b"", farms.fields(), verb=verb).status_code == 405


def test_a_get_with_a_body_is_refused(farms):
    farms.granted()
    assert ask_with_get(farms, f"person={new_id()}", body=b"{}").status_code == 400


def test_a_list_stands_in_the_query_once_for_each_item():
    def stub(*, codes: list[str], ids: tuple[int, ...] | None = None, deep: bool = False) -> None: ...

    found = arguments_of(stub, "codes=A&codes=B&ids=7&deep=true")
    assert json.loads(found) == {"codes": ["A", "B"], "ids": [7], "deep": True}


def test_one_call_takes_few_statements(farms, django_assert_max_num_queries):
    farms.granted()
    with django_assert_max_num_queries(10):
        assert farms.call().status_code == 200


def answer_type(stub):
    """The type of one item of the operation's answer: of `list[X]` and of `X | None` it is X."""
    found = typing.get_type_hints(stub)["return"]
    return next((part for part in typing.get_args(found) if part is not type(None)), found)


@pytest.mark.parametrize("operation", sorted(offered.offered()))
def test_every_field_of_an_offered_answer_is_told_by_a_fact_or_is_a_key(operation):
    declared, fields = declared_operations()[operation], offered.offered()[operation]
    told = offered.KEYS.union(*fields.values())
    answered = answer_type(declared.stub).__struct_fields__
    assert set(answered) <= told
    assert told - offered.KEYS <= set(answered)


def test_every_offered_operation_is_declared_with_its_facts():
    declared = declared_operations()
    assert contract.grants_of.__operation__.name not in offered.offered()
    for name, fields in offered.offered().items():
        assert set(fields) == set(declared[name].facts)


def test_lists_and_nothing_are_narrowed_too(known_operation):
    items = [{"id": 1, "name": "A", "mobile": "9"}, {"id": 2, "name": "B", "mobile": "8"}]
    assert offered.narrowed(NAME, items, ["resident.name"]) == [
        {"id": 1, "name": "A"},
        {"id": 2, "name": "B"},
    ]
    assert offered.narrowed(NAME, None, ["resident.name"]) is None


def test_a_grant_that_begins_tomorrow_does_not_hold_today(farms):
    farms.granted(from_date=clock.today() + timedelta(days=1), until_date=date(2099, 1, 1))
    assert farms.call().status_code == 403


def test_admission_tells_which_facts_a_call_may_have(farms):
    farms.granted(facts=["resident.name", "resident.mobile"])
    asked = {
        "member": farms.member,
        "operation": declared_operations()[NAME],
        "purpose": Purpose("AGRI-SUBSIDY"),
    }
    assert admit_member(**asked) == ("resident.name", "resident.mobile")
    assert admit_member(**asked, facts=("resident.mobile",)) == ("resident.mobile",)
    with pytest.raises(NotPermitted) as refused:
        admit_member(**asked, facts=("resident.birth_date",))
    assert refused.value.code == "over-asking"


def test_a_grant_that_ends_while_the_answer_is_made_lets_none_out(farms, monkeypatch):
    grant = farms.granted()
    operation = declared_operations()[NAME]
    answer = operation.implementation

    def ends_meanwhile(**arguments):
        Grant.objects.update(ended_at=grant.granted_at, ended_by="SYSTEM:-")
        return answer(**arguments)

    monkeypatch.setattr(operation, "implementation", ends_meanwhile)
    response = farms.call()
    assert (response.status_code, "Asha" in response.content.decode()) == (403, False)
    assert response["X-Road-Request-Id"]
    assert not Reading.objects.exists()
    assert AuditEntry.objects.filter(action="READING_REFUSED").count() == 1
