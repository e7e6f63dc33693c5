"""Answers that a department signs: whatever was forged, changed or belongs to another question is none."""

import base64
import hashlib
import json
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.tests.calling import base64_of
from sanjha.exchange.tests.factories import make_grant
from sanjha.exchange.tests.listening import http
from sanjha.exchange.tests.providing import (
    NAME,
    ask,
    echo,
    offer,
    unavailable,
)

pytestmark = pytest.mark.django_db


def signed_answer(key, asked, *, body=None, identifier=None, status=200, covered=None, created=None):
    """As the guide has departments sign their answers."""
    content = json.dumps({**asked.json(), "content": {"members": 4}}).encode() if body is None else body
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"
    fields = {
        "@status": str(status),
        "content-digest": digest,
        "x-road-id": identifier or asked.fields["x-road-id"],
    }
    names = covered or tuple(fields)
    listed = " ".join(f'"{name}"' for name in names)
    parameters = f'({listed});created={created or int(time.time())};keyid="food";alg="ed25519"'
    lines = [f'"{name}": {fields[name]}' for name in names] + [f'"@signature-params": {parameters}']
    signature = base64.b64encode(key.sign("\n".join(lines).encode())).decode()
    return http(
        200,
        content,
        **{
            "Content-Digest": digest,
            "X-Road-Id": fields["x-road-id"],
            "Signature-Input": f"food={parameters}",
            "Signature": f"food=:{signature}:",
        },
    )


@pytest.fixture
def signing(food, system, get_record, office_admin):
    key = Ed25519PrivateKey.generate()
    proposed = propose_provider(
        member_id=food.id,
        offer=offer(system, answer_key=base64_of(key)),
        actor=actor_of(food),
        as_member=food,
    )
    agree_provider(provider_id=proposed.id, actor=office_admin)
    make_grant(operation=NAME)
    return key


def test_a_signed_answer_is_taken(signing, get_record, system):
    system.answer = lambda _line, asked: signed_answer(signing, asked)
    assert ask(get_record).content == {"members": 4}


@pytest.mark.parametrize(
    "how",
    [
        {"identifier": "another question"},
        {"status": 404},
        {"covered": ("@status", "content-digest")},
        {"covered": ("@status", "x-road-id")},
        {"created": 1},
        {"key": Ed25519PrivateKey.generate()},
    ],
    ids=["other question", "other status", "without the id", "without the body", "old", "other key"],
)
def test_a_forged_answer_is_none(signing, get_record, system, how):
    wanted = dict(how)
    key = wanted.pop("key", signing)
    system.answer = lambda _line, asked: signed_answer(key, asked, **wanted)
    unavailable(get_record)


def test_an_answer_changed_after_the_signature_is_none(signing, get_record, system):
    system.answer = lambda _line, asked: signed_answer(signing, asked).replace(
        b'"members": 4', b'"members": 9'
    )
    unavailable(get_record)
    system.answer = echo()
    unavailable(get_record)
