"""A member asks for access for itself; the owner answers; the member learns what became of it."""

import json

import pytest

from sanjha.exchange.models import AccessRequest
from sanjha.exchange.operations.agree_access import agree_access
from sanjha.exchange.operations.refuse_access import refuse_access
from sanjha.exchange.tests.calling import NAME, System

pytestmark = pytest.mark.django_db
ADDRESS = "/exchange/own-requests"


def wish(**changed):
    return {
        "operation": NAME,
        "purpose": "AGRI-SUBSIDY",
        "legal_basis": "Test Act, section 2",
        "facts": ["resident.name"],
        "from_date": "2026-01-01",
        "until_date": "2099-12-31",
        "per_minute": 10,
    } | changed


def send(system, body=b"", verb="POST"):
    fields = system.fields(x_sanjha_purpose=None, x_road_issue=None)
    return system.send(
        body, system.signed(body, fields, address=ADDRESS, verb=verb), address=ADDRESS, verb=verb
    )


def ask(system, **changed):
    return send(system, json.dumps(wish(**changed)).encode())


def test_a_member_asks_and_reads_once_the_owner_has_agreed(farms, office_admin):
    response = ask(farms)
    assert (response.status_code, response.json()["state"]) == (200, "ASKED")
    assert response["X-Road-Client"] == farms.identifier
    asked = AccessRequest.objects.get()
    assert (asked.consumer, asked.asked_by) == (farms.identifier, f"SYSTEM:{farms.member.id}")
    assert farms.call().status_code == 403
    agree_access(request_id=asked.id, actor=office_admin)
    assert farms.call().status_code == 200
    (told,) = send(farms, verb="GET").json()
    assert (told["state"], told["facts"]) == ("AGREED", ["resident.name"])


def test_a_member_reads_why_it_was_refused(farms, office_admin):
    ask(farms)
    refuse_access(request_id=AccessRequest.objects.get().id, reason="Not in the Act", actor=office_admin)
    (told,) = send(farms, verb="GET").json()
    assert (told["state"], told["reason"]) == ("REFUSED", "Not in the Act")


def test_a_member_sees_its_own_requests_only(farms, client):
    ask(farms)
    assert send(System(client, code="HEALTH"), verb="GET").json() == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"facts": ["resident.income"]}, "over-asking"),
        ({"operation": "people.v1/record-resident", "facts": ["resident.name"]}, "not-offered"),
        ({"consumer": "sewa"}, "not-as-declared"),
        ({"until_date": "tomorrow"}, "not-as-declared"),
        ({"legal_basis": "x" * 301}, "not-as-declared"),
    ],
)
def test_a_wish_that_is_not_in_order_is_refused(farms, changed, kind):
    response = ask(farms, **changed)
    assert (response.status_code, response.json()["type"]) == (422, f"urn:sanjha:problem:{kind}")
    assert not AccessRequest.objects.exists()


def test_the_same_wish_twice_is_a_conflict(farms):
    assert [ask(farms).status_code, ask(farms).status_code] == [200, 409]


def test_who_is_not_proved_asks_for_nothing(farms, client):
    assert ask(System(client, register=False)).status_code == 401
    assert client.get(ADDRESS).status_code == 400
    assert send(farms, verb="PUT").status_code == 405
    assert not AccessRequest.objects.exists()
