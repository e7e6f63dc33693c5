"""What a member does about itself over its own proof: offers, subscriptions, events; and what there is to call."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from sanjha.exchange.assertions import _bytes
from sanjha.exchange.models import EventSubscription, Progress, Provider
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.outgoing.house_key import KEY_ID, house_key
from sanjha.exchange.tests.calling import NAME, System
from sanjha.kernel import clock, events, relay
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.testing import officer_with
from sanjha.kernel.text import Text

pytestmark = pytest.mark.django_db
PROVIDERS, SUBSCRIPTIONS, EVENTS = (
    "/exchange/own-providers",
    "/exchange/own-subscriptions",
    "/exchange/events",
)
OFFER = {
    "operation": "registries.v1/record",
    "keeps": "ration-cards",
    "title": {"en": "Ration cards", "pa": "ਰਾਸ਼ਨ ਕਾਰਡ"},
    "address": "http://127.0.0.1:9001/sanjha",
    "purposes": ["REV-INCOME"],
    "legal_basis": "Test Act, section 3",
}


@pytest.fixture(autouse=True)
def _demonstration(monkeypatch):
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))


def wish(**changed):
    return {
        "kind": "places.PlaceNamed",
        "fields": ["code", "name_pa"],
        "purpose": "FOOD-PLACES",
        "legal_basis": "Test Act, section 4",
        "from_date": clock.today(),
        "until_date": clock.today() + timedelta(days=30),
    } | changed


def test_a_member_offers_and_sees_its_offers(farms):
    response = farms.own(PROVIDERS, OFFER)
    assert response.status_code == 200, response.content
    told = response.json()
    assert (told["state"], told["keeps"], told["last_error"]) == ("PROPOSED", "ration-cards", "")
    assert farms.own(PROVIDERS).json() == [told]
    assert Provider.objects.get().proposed_by == f"SYSTEM:{farms.member.id}"
    assert response["X-Road-Client"] == farms.identifier


def test_a_member_agrees_to_what_was_offered_in_its_name(farms, client, office_admin):
    offer = Offer(**OFFER | {"title": Text("Ration cards"), "purposes": ("REV-INCOME",), "seconds": 5})
    made = propose_provider(member_id=farms.member.id, offer=offer, actor=office_admin)
    health = System(client, code="HEALTH")
    assert health.own(f"{PROVIDERS}/{made.id}/agree", {}).status_code == 404
    assert farms.own(f"{PROVIDERS}/{made.id}/agree", {}).json()["state"] == "ACTIVE"
    assert farms.own(f"{PROVIDERS}/{made.id}/agree", {}).status_code == 409


@pytest.mark.parametrize(
    "changed",
    [
        {"seconds": "5"},
        {"more": 1},
        {"operation": "people.v1/resident"},
        {"legal_basis": "x" * 301},
        {"address": "https://10.0.0.1/"},
    ],
)
def test_an_offer_that_is_not_in_order_is_refused(farms, changed):
    response = farms.own(PROVIDERS, OFFER | changed)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert not Provider.objects.exists()


def test_a_member_asks_for_events_and_fetches_them(farms, office_admin):
    asked = farms.own(SUBSCRIPTIONS, wish()).json()
    assert asked["state"] == "ASKED"
    query = f"subscription={asked['id']}&after=0&limit=10"
    assert farms.own(EVENTS, query=query).status_code == 404
    agree_events(subscription_id=asked["id"], actor=office_admin)
    with transaction.atomic():
        events.publish(
            events.decode("places.PlaceNamed", {"code": "V040044", "name_pa": "ਬਦਰਾ", "name_hi": ""})
        )
    relay.deliver_all()
    response = farms.own(EVENTS, query=query)
    assert response["Content-Type"] == "application/cloudevents-batch+json"
    (event,) = response.json()
    assert (event["type"], event["position"]) == ("places.PlaceNamed", 1)
    assert event["data"] == {"code": "V040044", "name_pa": "ਬਦਰਾ"}
    assert response["X-Sanjha-Position"] == "1"
    (told,) = farms.own(SUBSCRIPTIONS).json()
    assert (told["position"], told["last_position"]) == (0, 1)
    nothing = farms.own(EVENTS, query=f"subscription={asked['id']}&after=1")
    assert (nothing.json(), nothing["X-Sanjha-Position"]) == ([], "1")
    again = farms.own(f"{SUBSCRIPTIONS}/{asked['id']}/position", {"position": 0})
    assert again.json()["position"] == 0
    assert Progress.objects.get().had == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        "subscription=7",
        "after=1",
        "subscription={id}&after=x",
        "subscription={id}&more=1",
        "subscription={id}&subscription={id}",
        "subscription",
    ],
)
def test_a_query_for_events_that_cannot_be_read_is_refused(farms, query):
    made = farms.own(SUBSCRIPTIONS, wish()).json()
    agree_events(subscription_id=made["id"], actor=officer_with("office_admin"))
    assert farms.own(EVENTS, query=query.replace("{id}", made["id"])).status_code == 400


def test_forged_client_cannot_fetch_events_of_another(farms, client):
    made = farms.own(SUBSCRIPTIONS, wish()).json()
    agree_events(subscription_id=made["id"], actor=officer_with("office_admin"))
    query = f"subscription={made['id']}"
    assert System(client, code="HEALTH").own(EVENTS, query=query).status_code == 404
    assert System(client, code="NOBODY", register=False).own(EVENTS, query=query).status_code == 401
    unsigned = client.get(f"{EVENTS}?{query}", headers={"X-Road-Client": farms.identifier})
    assert unsigned.status_code == 401
    assert farms.own(EVENTS, query=query).status_code == 200
    suspend_member(member_id=farms.member.id, reason="Its key was found on the web", actor=SYSTEM)
    assert farms.own(EVENTS, query=query).status_code == 403


def test_over_asking_for_events(farms):
    response = farms.own(SUBSCRIPTIONS, wish(fields=["code", "officer"]))
    assert (response.status_code, response.json()["type"]) == (422, "urn:sanjha:problem:over-asking")
    assert not EventSubscription.objects.exists()


@pytest.mark.parametrize("address", [PROVIDERS, SUBSCRIPTIONS, EVENTS])
def test_other_methods_are_refused(farms, address):
    assert farms.own(address, {}, verb="PUT").status_code == 405


def test_the_key_of_the_house_is_public(client):
    (key,) = client.get("/exchange/keys").json()["keys"]
    assert (key["kid"], key["kty"], key["crv"]) == (KEY_ID, "OKP", "Ed25519")
    raw = Ed25519PublicKey.from_public_bytes(_bytes(key["x"])).public_bytes_raw()
    assert raw == house_key().public_key().public_bytes_raw()


META = "/r1/PB/GOV/SANJHA/exchangetest"


def test_the_methods_of_a_service_are_listed_and_those_allowed_apart(farms):
    listed = farms.own(f"{META}/listMethods").json()
    assert listed == {
        "service": [
            {
                "object_type": "SERVICE",
                "service_type": "OPENAPI",
                "xroad_instance": "PB",
                "member_class": "GOV",
                "member_code": "SANJHA",
                "subsystem_code": "exchangetest",
                "service_code": "v1",
                "endpoint_list": [
                    {"method": "GET", "path": "/known"},
                    {"method": "POST", "path": "/known"},
                ],
            }
        ]
    }
    assert farms.own(f"{META}/allowedMethods").json() == {"service": []}
    farms.granted(from_date=date(2020, 1, 1), until_date=date(2020, 12, 31), purpose="AGRI-OLD")
    assert farms.own(f"{META}/allowedMethods").json() == {"service": []}
    farms.granted()
    assert farms.own(f"{META}/allowedMethods").json() == listed


def test_a_service_is_described_in_openapi(farms):
    document = farms.own(f"{META}/getOpenAPI", query="serviceCode=v1").json()
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "/r1/PB/GOV/SANJHA/exchangetest/v1"}]
    call = document["paths"]["/known"]["post"]
    assert call["operationId"] == NAME
    schema = call["requestBody"]["content"]["application/json"]["schema"]
    arguments = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert set(arguments["properties"]) == {"person", "day"}
    assert arguments["required"] == ["person"]


def test_every_offered_service_is_described(farms):
    for service, version in (("people", "v1"), ("locker", "v1"), ("registries", "v1")):
        address = f"/r1/PB/GOV/SANJHA/{service}/getOpenAPI"
        assert farms.own(address, query=f"serviceCode={version}").json()["paths"]


@pytest.mark.parametrize("query", ["", "serviceCode=v9", "service=v1"])
def test_a_description_of_nothing_is_refused(farms, query):
    assert farms.own(f"{META}/getOpenAPI", query=query).status_code == 400


@pytest.mark.parametrize(
    "address",
    [f"{META}/getWsdl", "/r1/PB/GOV/OTHER/people/listMethods", "/r1/EE/GOV/SANJHA/people/listMethods"],
)
def test_other_metaservices_are_not_there(farms, address):
    response = farms.own(address)
    assert (response.status_code, response["X-Road-Error"]) == (404, "Server.ServerProxy.UnknownService")


def test_members_and_our_services_are_listed_to_members(farms, client):
    listed = farms.own("/listClients").json()["member"]
    names = {"/".join(list(each["id"].values())[1:]) for each in listed}
    assert {farms.identifier, "PB/GOV/SANJHA/people", "PB/GOV/SANJHA/registries"} <= names
    assert client.get("/listClients").status_code == 400
    assert client.get("/listClients", headers={"X-Road-Client": farms.identifier}).status_code == 401
