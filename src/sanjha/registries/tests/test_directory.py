"""The directory tells what really runs: services by their contracts, registries, rooms, and what the caller may call."""

from datetime import date

import pytest
import yaml

from sanjha.exchange.operations.grant_access import grant_access
from sanjha.exchange.tests.calling import System
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.contracts import declared_operations
from sanjha.registries.operations.create_event_type import create_event_type
from sanjha.registries.tests.factories import CITIZEN, CLIENT, make_registry

pytestmark = pytest.mark.django_db
HEADERS = {"x-govstack-client": CLIENT}
PEOPLE = "r1/PB/GOV/SANJHA/people"


@pytest.fixture
def ask(caller):
    return lambda path, query=None, **more: caller.get(path, query, headers=HEADERS | more)


def codes(answer):
    return [member["serviceCode"] for member in answer.json()["member"]]


def test_all_running_services_registries_and_rooms_are_listed(ask):
    create_event_type(room="PB/GOV/HEALTH/births", name="x", schema={}, actor=SYSTEM, client=CLIENT)
    listed = [member["id"] for member in ask("listClients").json()["member"]]
    assert listed[0] == {
        "objectType": "MEMBER",
        "instanceId": "PB",
        "memberClass": "GOV",
        "memberCode": "SANJHA",
    }
    applications = {one["applicationCode"] for one in listed[1:]}
    assert applications >= {"people", "places", "offices", "exchange", "registries", "births"}
    assert ask("listClients", {"instanceId": "PB"}).json()["member"]
    assert ask("listClients", {"instanceId": "ABC"}).json() == {"member": []}
    assert ask("listClients", {"instanceId": "..//"}).status_code == 400


def test_members_that_joined_are_listed(ask):
    System(client=None)
    joined = ask("listClients").json()["member"][-1]
    assert (joined["name"], joined["id"]["applicationCode"]) == ("Department of Agriculture", "FARMS")


def test_the_methods_of_a_service_are_its_contract(ask):
    declared = [name for name in declared_operations() if name.startswith("people.")]
    answer = ask(f"{PEOPLE}/listMethods")
    assert sorted(codes(answer)) == sorted(name.partition("/")[2] for name in declared)
    assert codes(ask(f"{PEOPLE}/listMethods", {"serviceId": "resident"})) == ["resident"]
    (one,) = ask(f"{PEOPLE}/listMethods", {"serviceId": "resident"}).json()["member"]
    assert one["endpointList"]["member"] == [{"method": "POST", "path": "/contracts/people.v1/resident"}]


def test_what_yields_facts_is_allowed_with_a_grant_only(ask):
    assert "resident" not in codes(ask(f"{PEOPLE}/allowedMethods"))
    grant_access(
        consumer=CLIENT,
        operation="people.v1/resident",
        purpose="REV-INCOME",
        legal_basis="Test Act",
        from_date=date(2026, 1, 1),
        actor=SYSTEM,
    )
    assert "resident" in codes(ask(f"{PEOPLE}/allowedMethods"))


def test_the_caller_may_say_who_it_is_as_the_published_tests_do(caller):
    answer = caller.get(f"{PEOPLE}/listMethods", headers={"x-road-client": CLIENT})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json; charset=utf-8")
    for headers in ({}, {"x-road-client": "nobody"}):
        refused = caller.get(f"{PEOPLE}/listMethods", headers=headers)
        assert (refused.status_code, refused["Content-Type"]) == (400, "application/json; charset=utf-8")


def test_the_earlier_addresses_need_no_caller_and_allow_him_nothing_that_needs_a_grant(caller):
    home = PEOPLE.removeprefix("r1/")
    listed = codes(caller.get(f"{home}/listMethods", headers={}))
    assert "resident" in listed
    assert "resident" not in codes(caller.get(f"{home}/allowedMethods", headers={}))
    grant_access(
        consumer=CLIENT,
        operation="people.v1/resident",
        purpose="REV-INCOME",
        legal_basis="Test Act",
        from_date=date(2026, 1, 1),
        actor=SYSTEM,
    )
    for name in ("x-govstack-client", "x-road-client", "information-mediator-client"):
        assert "resident" in codes(caller.get(f"{home}/allowedMethods", headers={name: CLIENT}))
    assert caller.get(f"{home}/allowedMethods", headers={"x-road-client": "nobody"}).status_code == 400


def test_at_the_earlier_address_a_document_and_its_refusal_are_text(caller):
    home = PEOPLE.removeprefix("r1/")
    text = caller.get(f"{home}/getOpenAPI", {"serviceCode": "resident"}, headers={}).json()
    assert yaml.safe_load(text)["info"]["title"] == "resident"
    for path, query in (
        (home, {"serviceCode": "x"}),
        (home, {}),
        ("PB/GOV/SANJHA/_x", {"serviceCode": "resident"}),
    ):
        refused = caller.get(f"{path}/getOpenAPI", query, headers={})
        assert refused.status_code == 400
        assert isinstance(refused.json(), str)


def test_a_registry_and_a_room_describe_themselves(ask):
    make_registry()
    create_event_type(
        room="PB/GOV/HEALTH/births", name="newBirth", schema=CITIZEN, actor=SYSTEM, client=CLIENT
    )
    home = "r1/PB/GOV/SANJHA/registries"
    assert codes(ask(f"{home}/listMethods")) == ["citizens", "keeps-register", "record"]
    document = yaml.safe_load(ask(f"{home}/getOpenAPI", {"serviceCode": "citizens"}).content)
    body = document["paths"]["/data/citizens/1.0/create"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"] == CITIZEN
    room = "r1/PB/GOV/HEALTH/births"
    assert codes(ask(f"{room}/listMethods")) == codes(ask(f"{room}/allowedMethods")) == ["newBirth"]


def test_whoever_accepts_json_is_given_a_string(ask):
    answer = ask(f"{PEOPLE}/getOpenAPI", {"serviceCode": "resident"}, accept="application/json")
    document = yaml.safe_load(answer.json())
    assert list(document["paths"]) == ["/contracts/people.v1/resident"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("r1/PB/GOV/SANJHA/nobody/listMethods", {}),
        ("r1/PB/GOV/.../x y/listMethods", {}),
        (f"{PEOPLE}/getOpenAPI", {}),
        (f"{PEOPLE}/getOpenAPI", {"serviceCode": "nothing"}),
    ],
)
def test_what_is_not_offered_is_refused(ask, path, query):
    assert ask(path, query).status_code == 400


def test_every_service_can_be_described(ask):
    for application in ("people", "places", "offices", "exchange", "locker"):
        for code in codes(ask(f"r1/PB/GOV/SANJHA/{application}/listMethods")):
            answer = ask(f"r1/PB/GOV/SANJHA/{application}/getOpenAPI", {"serviceCode": code})
            assert yaml.safe_load(answer.content)["info"]["title"] == code


def test_the_caller_says_who_it_is(caller):
    assert caller.get(f"{PEOPLE}/listMethods").status_code == 400
    assert caller.get("listClients").status_code == 200


def test_the_directory_takes_few_statements(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        ask("listClients")
