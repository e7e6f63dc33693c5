import json

import pytest
from django.db import OperationalError

from sanjha.kernel import blobs
from sanjha.locker import verify_cli
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.tests.factories import OFFICE, PURPOSE, officer_of, strangers_keys
from sanjha.locker.tests.pages import rendered, sign
from sanjha.locker.verify_cli import verify_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(document, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(blobs.get(document.file.sha256))
    return path


@pytest.fixture
def no_store(monkeypatch):
    """A machine without the register."""

    def unreachable(*_args):
        raise OperationalError("no server")

    monkeypatch.setattr(verify_cli.StoredRegister, "by_file", unreachable)
    monkeypatch.setattr(verify_cli.StoredRegister, "by_number", unreachable)
    monkeypatch.setattr(verify_cli.StoredRegister, "by_doc_id", unreachable)


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_valid_file_ends_with_zero(file, document, capsys):
    assert verify_file(file, True) == 0
    answer = told(capsys)
    assert (answer["file"], answer["outcome"], answer["register_asked"]) == ("certificate.pdf", "VALID", True)
    assert answer["number"] == document.number


def test_in_words_it_says_what_is_proved(file, capsys):
    assert verify_file(file, False) == 0
    out = capsys.readouterr().out
    assert out.startswith("certificate.pdf: VALID. This document is genuine and in force.")
    assert "proved  It was signed by “Sanjha TEST document signer T255”" in out


def test_without_a_store_it_verifies_the_signature_and_says_so(file, no_store, capsys):
    assert verify_file(file, True) == 0
    assert told(capsys)["register_asked"] is False
    assert verify_file(file, False) == 0
    assert "note    The register could not be asked" in capsys.readouterr().out


def test_a_changed_file_ends_with_one(file, capsys):
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert verify_file(file, True) == 1
    assert told(capsys)["outcome"] == "CHANGED"


def test_a_revoked_document_ends_with_one(file, document, capsys):
    revoke_document(
        document_id=document.id, reason="False declaration", actor=officer_of(OFFICE), purpose=PURPOSE
    )
    assert verify_file(file, False) == 1
    assert "wrong   It was revoked on 23-11-2026. Reason: False declaration" in capsys.readouterr().out


def test_a_stranger_s_file_ends_with_one(tmp_path, capsys):
    (tmp_path / "s.pdf").write_bytes(sign(rendered(), strangers_keys().for_office("T255")))
    assert verify_file(tmp_path / "s.pdf", True) == 1
    assert told(capsys)["outcome"] == "UNTRUSTED"


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_document_ends_with_two(tmp_path, content, capsys):
    (tmp_path / "x.pdf").write_bytes(content)
    assert verify_file(tmp_path / "x.pdf", True) == 2
    assert told(capsys)["outcome"] == "UNREADABLE"


def test_a_file_that_is_not_there_ends_with_two_and_one_line(tmp_path, capsys):
    assert verify_file(tmp_path / "none.pdf", False) == 2
    assert capsys.readouterr().err.count("\n") == 1
