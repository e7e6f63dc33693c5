"""sanjha verify-note: the proof of a printed note, checked without a store."""

import json

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.kernel import audit, merkle
from sanjha.project.commands.verify_note import command


@pytest.fixture
def proof():
    """A proof as any house would give it, made by its description alone."""
    key = Ed25519PrivateKey.generate()
    paragraph = {"salt": "00" * 32, "html": "<p>First words.</p>"}
    author = {"name": {"en": "Sukhdev Singh"}, "title": {"en": "Senior Assistant"}}
    sealed = audit.canonical_json(
        {
            "number": 4,
            "body": merkle.root([bytes(32) + paragraph["html"].encode()]).hex(),
            "author": author,
            "at": "2026-11-23T04:30:00.000000+00:00",
        }
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return {
        "sealed": sealed,
        "signature": key.sign(sealed.encode()).hex(),
        "public_key": public.decode(),
        "paragraphs": [paragraph],
    }


@pytest.fixture
def verify(tmp_path):
    def run(text):
        file = tmp_path / "note.json"
        file.write_text(text)
        result = CliRunner().invoke(command, [str(file)])
        return result.exit_code, result.output

    return run


def test_a_proof_that_holds_names_author_post_and_time(verify, proof):
    code, told = verify(json.dumps(proof))
    assert code == 0
    assert "note 4, sealed 2026-11-23T04:30:00.000000+00:00 by Sukhdev Singh, Senior Assistant" in told


def test_another_wording_is_found(verify, proof):
    code, told = verify(json.dumps(proof).replace("First", "Last"))
    assert code == 1
    assert "wording is not that which was signed" in told


@pytest.mark.parametrize(("text", "expected"), [("no json", 2), ("[]", 1), ("{}", 1)])
def test_what_is_no_proof_is_said_to_be_none(text, expected, verify):
    assert verify(text)[0] == expected
