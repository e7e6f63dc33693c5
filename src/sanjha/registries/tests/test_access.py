"""Who may come in: on this machine in the profile, else only who keeps registries; and who was given what."""

import pytest
from django.test import Client

from sanjha.exchange.models import Reading
from sanjha.kernel.actors import SYSTEM
from sanjha.registries.models import Row
from sanjha.registries.operations.create_row import create_row
from sanjha.registries.tests.factories import ANNA, CLIENT, make_registry

pytestmark = pytest.mark.django_db
HOME = "data/citizens/1.0"
QUERY = {"query": {"content": {"id": "EE1"}}}
HEADERS = {"information-mediator-client": CLIENT}


@pytest.fixture
def anna(db):
    return create_row(version=make_registry(), content=ANNA, actor=SYSTEM)


@pytest.mark.parametrize("designation", ["registry_admin", "office_admin"])
def test_who_keeps_registries_comes_in_outside_the_profile(signed_in, anna, designation):
    assert signed_in(designation).post(f"{HOME}/read", QUERY).json() == {"content": ANNA}


def test_another_officer_is_refused(signed_in, anna):
    caller = signed_in("tehsildar")
    for answer in (caller.get(HOME), caller.delete(f"{HOME}/EE1/delete"), caller.get("databases")):
        assert answer.status_code == 403
    assert not Reading.objects.exists()
    assert Row.objects.get().deleted_at is None


def test_a_visitor_is_refused_outside_the_profile(client, anna):
    assert client.get(f"/govstack/{HOME}", headers=HEADERS).status_code == 401
    assert client.delete(f"/govstack/{HOME}/EE1/delete", headers=HEADERS).status_code == 401
    assert client.get(f"/{HOME}", headers=HEADERS).status_code == 404


def test_outside_the_profile_another_site_cannot_write_in_an_officers_name(signed_in, anna):
    caller = signed_in("registry_admin")
    caller.client.handler.enforce_csrf_checks = True
    assert caller.delete(f"{HOME}/EE1/delete").status_code == 403
    assert Row.objects.get().deleted_at is None


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.1", "8.8.8.8", "", "x", "fe80::1"])
def test_the_profile_answers_nobody_from_elsewhere(profile, anna, address):
    answer = Client(REMOTE_ADDR=address).get(f"/{HOME}", headers=HEADERS)
    assert answer.status_code == 403
    assert not Reading.objects.exists()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"])
def test_the_profile_answers_nobody_behind_a_proxy(profile, anna, header):
    assert Client().get(f"/{HOME}", headers=HEADERS | {header: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_the_profile_is_open_on_this_machine(profile, anna, address):
    assert Client(REMOTE_ADDR=address).get(f"/{HOME}", headers=HEADERS).status_code == 200


def test_each_reading_is_kept_with_the_client_as_consumer(caller, anna):
    caller.post(f"{HOME}/read", QUERY)
    caller.get(f"{HOME}/EE1/read-value/firstName.json")
    caller.get(HOME)
    caller.post(f"{HOME}/exists", QUERY)
    caller.post(f"{HOME}/read", {"query": {"content": {"id": "EE9"}}})
    kept = Reading.objects.order_by("id")
    assert [row.operation.partition("/")[2] for row in kept] == ["read", "read-value", "list", "exists"]
    assert {(row.consumer, row.subject, row.reader) for row in kept} == {(CLIENT, anna.id, "SYSTEM:-")}
    assert {tuple(row.facts) for row in kept} == {("registry.record",)}
    assert {row.case for row in kept} == {"citizens 1.0"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("data/myPersonalDataUsage", ("userId", "databaseId")),
        ("data/my-personal-data-usage", ("userId", "databaseId")),
        ("data/MyPersonalDataUsage/1.0", ("userID", "DatabaseID")),
        ("data/MyPersonalDataUsage/1.0/", ("userID", "DatabaseID")),
    ],
)
def test_a_person_sees_who_was_given_the_record(caller, anna, path, names):
    ask = lambda *values: caller.get(path, dict(zip(names, values, strict=True)))  # noqa: E731
    assert ask("EE1", "citizens").json() == []
    caller.post(f"{HOME}/read", QUERY)
    (usage,) = ask("EE1", "citizens").json()
    assert usage["readerInstitutionId"] == "eGovStack/GOV/90000009"
    assert usage["readerApplicationName"] == "digitalregistries"
    assert usage["refrences"] == [{"ReferenceID": "EE1"}]
    assert usage["id"] == str(Reading.objects.get().id)
    assert ask("EE2", "citizens").json() == []
    for wrong in (("...", "citizens"), ("EE1", "..."), ("", "citizens"), ("EE1", "")):
        assert ask(*wrong).status_code == 400
    assert ask("EE1", "nobody").status_code == 404


def test_a_deleted_record_still_tells_who_read_it(caller, anna):
    caller.post(f"{HOME}/read", QUERY)
    caller.delete(f"{HOME}/EE1/delete")
    usage = caller.get("data/myPersonalDataUsage", {"userId": "EE1", "databaseId": "citizens"}).json()
    assert len(usage) == 1


def test_usage_takes_few_statements(caller, anna, django_assert_max_num_queries):
    for _time in range(5):
        caller.post(f"{HOME}/read", QUERY)
    with django_assert_max_num_queries(3):
        assert len(caller.get("data/myPersonalDataUsage?userId=EE1&databaseId=citizens").json()) == 5
