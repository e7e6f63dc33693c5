"""Signed requests: what is accepted, every way of being refused, and another implementation of the standard."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

import http_message_signatures as other
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import clock, signatures
from sanjha.kernel.signatures import BadSignature, Message

KEY, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
NOW = int(clock.now().timestamp())
PLAIN = Message(
    "POST", "people.example", "/contracts/people.v1/resident", "a=b", {"x-road-client": "PB/GOV/1"}, b"{}"
)


def key_of(key_id):
    return KEY.public_key() if key_id == "sewa" else None


def signed(message=PLAIN, *, key=KEY, now=NOW, key_id="sewa", also=()):
    fields = signatures.signed_fields(message, key_id=key_id, key=key, now=now, also=also)
    return replace(message, fields={**message.fields, **fields})


def test_a_signed_message_says_who_sent_it_and_when():
    found = signatures.verify(signed(), key_of=key_of, now=NOW)
    assert (found.key_id, found.created) == ("sewa", NOW)
    assert len(found.nonce) > 20


def test_two_signatures_of_one_message_have_two_nonces():
    nonces = {signatures.verify(signed(), key_of=key_of, now=NOW).nonce for _again in range(5)}
    assert len(nonces) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"method": "GET"},
        {"authority": "offices.example"},
        {"path": "/contracts/people.v1/find"},
        {"query": "a=c"},
        {"body": b"{} "},
    ],
)
def test_whatever_is_changed_on_the_way_is_noticed(change):
    with pytest.raises(BadSignature):
        signatures.verify(replace(signed(), **change), key_of=key_of, now=NOW)


def test_a_field_that_must_be_covered_is_protected_too():
    message = signed(also=("x-road-client",))
    signatures.verify(message, key_of=key_of, now=NOW, also=("x-road-client",))
    forged = replace(message, fields={**message.fields, "x-road-client": "PB/GOV/2"})
    with pytest.raises(BadSignature, match="does not fit"):
        signatures.verify(forged, key_of=key_of, now=NOW, also=("x-road-client",))
    with pytest.raises(BadSignature, match="does not cover x-road-client"):
        signatures.verify(signed(), key_of=key_of, now=NOW, also=("x-road-client",))


@pytest.mark.parametrize("seconds", [-signatures.WINDOW - 1, signatures.WINDOW + 1])
def test_an_old_or_early_signature_is_refused(seconds):
    with pytest.raises(BadSignature, match="60 seconds"):
        signatures.verify(signed(now=NOW + seconds), key_of=key_of, now=NOW)


def test_a_strangers_key_is_refused():
    with pytest.raises(BadSignature, match="does not fit"):
        signatures.verify(signed(key=STRANGER), key_of=key_of, now=NOW)
    with pytest.raises(BadSignature, match="not known"):
        signatures.verify(signed(key=STRANGER, key_id="stranger"), key_of=key_of, now=NOW)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("signature-input", "", "no single Signature-Input"),
        ("signature-input", 'sanjha=("@method");created=1;keyid="sewa";nonce="n"', "does not cover"),
        ("signature-input", "{twice}", "no single Signature-Input"),
        ("signature-input", 'sanjha=("@method" "@method")', "plain list"),
        ("signature", "", "no single Signature"),
        ("signature", "other=:AAAA:", "no single Signature"),
        ("signature", "sanjha=:A:", "not base64"),
        ("content-digest", "", "no single Content-Digest"),
        ("content-digest", "md5=:AAAA:", "no single Content-Digest"),
    ],
)
def test_a_malformed_field_is_refused_by_name(field, value, why):
    message = signed()
    if value == "{twice}":
        value = message.fields["signature-input"] + ", " + message.fields["signature-input"]
    with pytest.raises(BadSignature, match=why):
        signatures.verify(replace(message, fields={**message.fields, field: value}), key_of=key_of, now=NOW)


@pytest.mark.parametrize("parameter", [';nonce="[^"]*"', ";created=[0-9]*", ';alg="ed25519"'])
def test_every_parameter_is_needed_or_has_one_meaning(parameter):
    message = signed()
    broken = re.sub(
        parameter, ';alg="hmac-sha256"' if "alg" in parameter else "", message.fields["signature-input"]
    )
    with pytest.raises(BadSignature):
        signatures.verify(
            replace(message, fields={**message.fields, "signature-input": broken}), key_of=key_of, now=NOW
        )


@given(st.text(max_size=300), st.text(max_size=120))
def test_noise_is_refused_and_breaks_nothing(given_input, given_signature):
    fields = {"signature-input": given_input, "signature": given_signature, "content-digest": given_input}
    with pytest.raises(BadSignature):
        signatures.verify(replace(PLAIN, fields=fields), key_of=key_of, now=NOW)


@dataclass
class Theirs:
    """A message as the other implementation wants it."""

    method: str
    url: str
    headers: dict[str, str]


class Keys(other.HTTPSignatureKeyResolver):
    def resolve_public_key(self, key_id):
        return KEY.public_key()

    def resolve_private_key(self, key_id):
        return KEY


def test_another_implementation_believes_our_signature():
    message = signed(now=int(clock.now().timestamp()))  # the other one compares with the time of this moment
    theirs = Theirs(
        message.method, "https://people.example/contracts/people.v1/resident?a=b", dict(message.fields)
    )
    verifier = other.HTTPMessageVerifier(signature_algorithm=other.algorithms.ED25519, key_resolver=Keys())
    (result,) = verifier.verify(theirs, max_age=timedelta(minutes=5), body=message.body)
    assert result.parameters["keyid"] == "sewa"


def test_the_signature_of_another_implementation_is_believed():
    theirs = Theirs("POST", "https://people.example/contracts/people.v1/resident?a=b", {})
    other.HTTPMessageSigner(signature_algorithm=other.algorithms.ED25519, key_resolver=Keys()).sign(
        theirs, key_id="sewa", nonce="n" * 20, covered_component_ids=signatures.BASE, body=b"{}"
    )
    fields = {name.lower(): value for name, value in theirs.headers.items()}
    found = signatures.verify(replace(PLAIN, fields=fields), key_of=key_of, now=int(clock.now().timestamp()))
    assert found.nonce == "n" * 20
