"""Clients that mean harm: each is refused, nothing leaves, and nothing is read."""

import io
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.exchange.http.incoming import LARGEST
from sanjha.exchange.models import Reading
from sanjha.exchange.operations.resume_member import resume_member
from sanjha.exchange.operations.rotate_key import rotate_key
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.tests.calling import ADDRESS, System, base64_of
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
UNPROVED = "Server.ServerProxy.SslAuthenticationFailed"


def a_body() -> bytes:
    return json.dumps({"person": str(new_id())}).encode()


@pytest.fixture(autouse=True)
def no_reading_is_kept_but_of_honest_calls(farms):
    farms.granted()
    yield
    assert Reading.objects.count() == getattr(farms, "honest", 0)


def assert_unproved(response):
    assert (response.status_code, response["X-Road-Error"]) == (401, UNPROVED)


def test_forged_client_without_a_signature(farms):
    assert_unproved(farms.send(a_body(), farms.fields()))


def test_forged_client_with_a_key_of_its_own(farms, client):
    forger = System(client, register=False)
    assert_unproved(forger.call())


def test_forged_client_that_is_a_member_itself(farms, client):
    """A member signs with its own key and name, but claims to be another in X-Road-Client."""
    health = System(client, code="HEALTH")
    assert_unproved(health.call(x_road_client=farms.identifier))


def test_forged_client_unknown_to_the_exchange(client, farms):
    assert_unproved(System(client, code="NOBODY", register=False).call())


def test_forged_client_with_a_signature_that_leaves_the_client_out(farms):
    body = a_body()
    fields = farms.signed(body, farms.fields(), covering=("x-road-issue", "x-sanjha-purpose"))
    response = farms.send(body, fields)
    assert_unproved(response)
    assert "x-road-client" in response.json()["message"]


@pytest.mark.parametrize("field", ["x-road-issue", "x-sanjha-purpose", "x-road-client"])
def test_forged_field_after_the_signature(farms, field):
    body = a_body()
    fields = farms.signed(body, farms.fields()) | {
        field: "PB/GOV/AGRI/FIELDS" if "client" in field else "AGRI-OTHER"
    }
    assert_unproved(farms.send(body, fields))


def test_forged_field_added_after_the_signature(farms):
    body = a_body()
    fields = farms.signed(body, farms.fields()) | {"x-sanjha-facts": "resident.mobile"}
    assert_unproved(farms.send(body, fields))


def test_forged_body_after_the_signature(farms):
    fields = farms.signed(a_body(), farms.fields())
    assert_unproved(farms.send(a_body(), fields))


def test_forged_address_after_the_signature(farms):
    body = a_body()
    fields = farms.signed(body, farms.fields(), address="/r1/PB/GOV/SANJHA/people/v1/resident")
    assert_unproved(farms.send(body, fields))


def test_replayed_request(farms):
    body = a_body()
    fields = farms.signed(body, farms.fields())
    assert farms.send(body, fields).status_code == 200
    farms.honest = 1
    response = farms.send(body, fields)
    assert_unproved(response)
    assert response.json()["message"] == "this request came before"


@pytest.mark.parametrize("minutes", [-2, 2])
def test_replayed_request_outside_its_window(farms, minutes):
    body = a_body()
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        fields = farms.signed(body, farms.fields())
        with clock.advanced(timedelta(minutes=minutes)):
            assert_unproved(farms.send(body, fields))


def test_expired_grant(farms):
    farms.granted(purpose="AGRI-OLD", until_date=clock.today() - timedelta(days=1))
    response = farms.call(x_sanjha_purpose="AGRI-OLD")
    assert (response.status_code, response["X-Road-Error"]) == (403, "Server.ServerProxy.AccessDenied")
    assert AuditEntry.objects.filter(action="READING_REFUSED").count() == 1


def test_ended_grant(farms):
    farms.granted(purpose="AGRI-OLD", ended_at=clock.now(), ended_by="SYSTEM:-")
    assert farms.call(x_sanjha_purpose="AGRI-OLD").status_code == 403


def test_over_asking(farms):
    response = farms.call(x_sanjha_facts="resident.name+resident.mobile")
    assert (response.status_code, response["X-Road-Error"]) == (403, "Server.ServerProxy.AccessDenied")
    entry = AuditEntry.objects.get(action="READING_REFUSED")
    assert '"why":"over-asking"' in entry.body
    assert "resident.mobile" in entry.body


def test_over_asking_for_a_fact_that_does_not_exist(farms):
    assert farms.call(x_sanjha_facts="resident.income").status_code == 403


def test_purpose_that_was_not_granted(farms):
    assert farms.call(x_sanjha_purpose="AGRI-CURIOSITY").status_code == 403


def test_oversized_body(farms):
    body = b" " * (LARGEST + 1)
    response = farms.send(body, farms.signed(body, farms.fields()))
    assert (response.status_code, response["X-Road-Error"]) == (413, "Client.BadRequest")


def test_oversized_body_that_hides_its_length(farms):
    body = a_body()
    response = farms.send(body, farms.signed(body, farms.fields()), HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 411


def test_body_shorter_than_its_length(farms):
    body = a_body()
    cut_off = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": "500"}
    response = farms.send(body, farms.signed(body, farms.fields()), **cut_off)
    assert response.status_code == 400


def test_slow_body(farms, monkeypatch):
    """Each part takes six seconds: after the second the door does not wait for a third."""
    monkeypatch.setattr("sanjha.exchange.http.incoming._PART", 8)
    body = a_body()
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        fields = farms.signed(body, farms.fields())
    moments = iter(range(0, 6000, 6))
    start = clock.now()
    monkeypatch.setattr(
        "sanjha.exchange.http.incoming.clock.now", lambda: start + timedelta(seconds=next(moments))
    )
    assert farms.send(body, fields).status_code == 408


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("x_road_client", "PB/GOV/AGRI/FARMS,PB/GOV/HEALTH/FARMS"),
        ("x_road_client", "PB/GOV/AGRI/FARMS, PB/GOV/AGRI/FARMS"),
        ("x_road_client", None),
        ("x_road_client", ""),
        ("x_road_client", "PB/GOV/AGRI"),
        ("x_road_client", "PB/GOV/AGRI/FARMS/../HEALTH"),
        ("x_road_client", "PB/GOV/AGRI%2FFARMS/X"),
        ("x_road_issue", "A,B"),
        ("x_road_issue", "A\tB"),
        ("x_road_issue", "A" * 121),
        ("x_road_id", "\u0a05"),
        ("x_road_service", "PB/GOV/SANJHA/people/v1"),
        ("x_road_request_hash", "forged"),
        ("x_road_error", "forged"),
        ("x_sanjha_purpose", None),
        ("x_sanjha_purpose", "AGRI-SUBSIDY,AGRI-OTHER"),
        ("x_sanjha_facts", "resident.name,resident.mobile"),
        ("x_sanjha_facts", "resident.name++"),
    ],
)
def test_header_smuggling(farms, field, value):
    body = a_body()
    fields = farms.fields(**{field: value})
    response = farms.send(body, farms.signed(body, fields, covering=()))
    assert (response.status_code, response["X-Road-Error"]) == (400, "Client.BadRequest")


def test_header_smuggling_of_two_signatures(farms):
    body = a_body()
    fields = farms.signed(body, farms.fields())
    fields["signature-input"] += ", " + fields["signature-input"].replace("sanjha=", "other=")
    assert_unproved(farms.send(body, fields))


def test_header_smuggling_of_two_proofs(farms):
    body = a_body()
    fields = farms.signed(body, farms.fields()) | {"authorization": "Bearer of-nobody"}
    assert farms.send(body, fields).status_code == 400


@pytest.mark.parametrize("address", [f"{ADDRESS}%0d%0aX-Road-Client:x", f"{ADDRESS}?x=1", f"{ADDRESS};x=1"])
def test_header_smuggling_through_the_address(farms, address):
    assert farms.send(a_body(), farms.fields(), address=address).status_code in {400, 404, 405}


def test_suspended_member(farms):
    suspend_member(member_id=farms.member.id, reason="Its key was found on the web", actor=SYSTEM)
    response = farms.call()
    assert (response.status_code, response.json()["message"]) == (403, "the member is suspended")
    resume_member(member_id=farms.member.id, reason="It has a new key", actor=SYSTEM)
    assert farms.call().status_code == 200
    farms.honest = 1


def test_old_key_after_a_new_one(farms):
    new = Ed25519PrivateKey.generate()
    rotate_key(member_id=farms.member.id, public_key=base64_of(new), reason="Yearly change", actor=SYSTEM)
    assert_unproved(farms.call())
    farms.key = new
    assert farms.call().status_code == 200
    farms.honest = 1
