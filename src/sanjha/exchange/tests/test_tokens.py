"""The other way in: a token for a signed assertion."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.exchange.models import AccessToken
from sanjha.exchange.operations.forget_spent import forget_spent
from sanjha.exchange.operations.issue_token import issue_token
from sanjha.exchange.operations.rotate_key import rotate_key
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.tests.calling import System, base64_of
from sanjha.kernel import clock, nonces
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
ADDRESS = "/exchange/token"
AUDIENCE = f"http://testserver{ADDRESS}"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def assertion_of(system, *, header=None, key=None, **changed) -> str:
    claims = {
        "iss": system.identifier,
        "sub": system.identifier,
        "aud": AUDIENCE,
        "exp": int(clock.now().timestamp()) + 60,
        "jti": str(new_id()),
    } | changed
    header = {"alg": "EdDSA", "typ": "JWT"} if header is None else header
    signed = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"
    return f"{signed}.{encoded((key or system.key).sign(signed.encode()))}"


def ask(client, assertion, **changed):
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
    }
    return client.post(ADDRESS, form | changed)


def token_of(system) -> str:
    return ask(system.client, assertion_of(system)).json()["access_token"]


def call_with(system, token, **changed):
    body = json.dumps({"person": str(new_id())}).encode()
    return system.send(body, system.fields(authorization=f"Bearer {token}", **changed))


def test_a_token_is_given_and_opens_the_door(farms):
    farms.granted()
    response = ask(farms.client, assertion_of(farms))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    given = response.json()
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 300)
    assert call_with(farms, given["access_token"]).json()["name"] == "Asha"
    assert given["access_token"] not in {row.id for row in AccessToken.objects.all()}
    assert AuditEntry.objects.filter(action="TOKEN_ISSUED").count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "PB/GOV/OTHER/FARMS"},
        {"sub": "PB/GOV/OTHER/FARMS"},
        {"sub": "nobody"},
        {"aud": "https://elsewhere.example/token"},
        {"exp": 0},
        {"exp": 99999999999},
        {"jti": "short"},
        {"header": {"alg": "none"}},
        {"header": {"alg": "HS256"}},
        {"header": {"alg": "EdDSA", "crit": ["b64"]}},
        {"header": {}},
        {"key": Ed25519PrivateKey.generate()},
    ],
    ids="-".join,
)
def test_an_assertion_that_proves_nothing(farms, changed):
    response = ask(farms.client, assertion_of(farms, **changed))
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("assertion", ["", "a.b", "a.b.c", "\u0a05.b.c", "é.é.é", "e30.e30.", "x" * 5000])
def test_an_assertion_that_is_none(farms, assertion):
    assert ask(farms.client, assertion).status_code == 401


def test_an_assertion_serves_once(farms):
    assertion = assertion_of(farms)
    assert ask(farms.client, assertion).status_code == 200
    assert ask(farms.client, assertion).json()["error_description"] == "this assertion came before"


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ["client_credentials", "password"]}, 400, "invalid_request"),
        ({"client_assertion_type": "other"}, 401, "invalid_client"),
    ],
)
def test_a_request_that_is_not_ours(farms, changed, status, error):
    response = ask(farms.client, assertion_of(farms), **changed)
    assert (response.status_code, response.json()["error"]) == (status, error)


def test_a_request_that_is_too_large(farms):
    assert ask(farms.client, assertion_of(farms), more="x" * 9000).status_code == 413


def test_a_token_of_another_member_does_not_serve(farms, client):
    farms.granted()
    health = System(client, code="HEALTH")
    assert call_with(farms, token_of(health)).status_code == 401
    assert call_with(farms, "of-nobody").status_code == 401
    assert call_with(farms, token_of(farms)).status_code == 200


def test_a_token_runs_out(farms):
    farms.granted()
    token = token_of(farms)
    with clock.advanced(timedelta(minutes=6)):
        assert call_with(farms, token).status_code == 401
        forget_spent()
    assert not AccessToken.objects.exists()


def test_a_suspension_and_a_new_key_void_the_tokens(farms):
    farms.granted()
    token = token_of(farms)
    old, farms.key = farms.key, Ed25519PrivateKey.generate()
    rotate_key(member_id=farms.member.id, public_key=base64_of(farms.key), reason="Yearly", actor=SYSTEM)
    assert call_with(farms, token).status_code == 401
    assert ask(farms.client, assertion_of(farms, key=old)).status_code == 401
    token = token_of(farms)
    suspend_member(member_id=farms.member.id, reason="Misuse", actor=SYSTEM)
    assert call_with(farms, token).status_code == 401
    assert ask(farms.client, assertion_of(farms)).status_code == 401


def test_a_nonce_counts_once_for_each_member(farms, client):
    health = System(client, code="HEALTH")
    assert nonces.is_first_use(str(farms.member.id), "n", seconds=60)
    assert not nonces.is_first_use(str(farms.member.id), "n", seconds=60)
    assert nonces.is_first_use(str(health.member.id), "n", seconds=60)


def test_the_operation_gives_what_the_door_takes(farms):
    farms.granted()
    token = issue_token(assertion=assertion_of(farms), audience=AUDIENCE)
    assert call_with(farms, token).status_code == 200
