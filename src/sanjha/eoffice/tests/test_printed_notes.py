"""A printed note proves its wording, author, post and time, and shows nothing else of the file."""

import json
from copy import deepcopy

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sanjha.eoffice import markup, proofs, sealing
from sanjha.eoffice.models import File, Grading, Note
from sanjha.eoffice.tests.factories import forward, make_file
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import merkle

WORDS = "First paragraph.</p><p>ਦੂਜਾ ਪੈਰਾ।"


@pytest.fixture
def file(assistant, superintendent, under_secretary):
    file = make_file(assistant)
    forward(file, assistant, superintendent, WORDS)
    forward(file, superintendent, under_secretary, "The words of another note.")
    return file


@pytest.fixture
def note(file):
    return Note.objects.select_related("key").get(file=file, number=1)


def page_of(note, token=None):
    return f"/eoffice/proof/{note.pk}/{token or proofs.token_of(note)}/"


def behind_the_back(statement, *values):
    """A change by somebody with the store's own password."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_the_printed_sheet_bears_a_code_for_every_note(client, file, under_secretary):
    sign_in_officer(client, officer_id=under_secretary.person)
    page = client.get(f"/eoffice/files/{file.pk}/print/").content.decode()
    assert page.count("data:image/svg+xml;base64,") == 2


def test_whoever_holds_the_print_sees_that_note_and_nothing_else(client, note):
    response = client.get(page_of(note))
    page = response.content.decode()
    assert response.status_code == 200
    assert "stands in the file as it was sealed" in page
    assert "ਦੂਜਾ ਪੈਰਾ।" in page
    assert "Sukhdev Singh" in page
    assert "another note" not in page
    assert "Reorganisation" not in page


def test_nobody_finds_a_note_without_its_print(client, note):
    assert client.get(page_of(note, "a" * 20)).status_code == 404
    assert client.get(page_of(note, "a" * 20) + "note.json").status_code == 404
    waiting = Note.objects.exclude(pk=note.pk).get()
    assert client.get(page_of(note, proofs.token_of(waiting))).status_code == 404


def test_a_graded_file_has_no_public_proof(client, note):
    File.objects.update(grading=Grading.CONFIDENTIAL)
    assert client.get(page_of(note)).status_code == 404


def test_a_changed_note_is_shown_as_changed(client, note):
    behind_the_back("UPDATE eoffice_note SET body = '<p>Other words</p>' WHERE number = 1")
    assert "not as it was sealed" in client.get(page_of(note)).content.decode()


def test_the_proof_is_given_as_a_file(client, note):
    given = client.get(page_of(note) + "note.json")
    assert given["Content-Disposition"] == 'attachment; filename="note-1.json"'
    assert proofs.faults(given.json()) == []
    changed = json.loads(given.content.decode().replace("First", "Last"))
    assert proofs.faults(changed) == ["note 1: the wording is not that which was signed"]


def test_a_proof_with_another_s_signature_does_not_hold(note):
    proof = proofs.document(note)
    assert proofs.faults(proof) == []
    other = proofs.document(Note.objects.select_related("key").get(number=2))
    assert proofs.faults(proof | {"signature": other["signature"]}) == ["note 1: the signature does not fit"]
    assert proofs.faults(proof | {"public_key": "nothing"}) == ["note 1: the signature does not fit"]
    changed = deepcopy(proof)
    changed["sealed"] = changed["sealed"].replace("Senior Assistant 1", "Secretary")
    assert proofs.faults(changed) == ["note 1: the signature does not fit"]


@pytest.mark.parametrize("part", ["sealed", "signature", "public_key", "paragraphs"])
def test_a_proof_with_a_part_missing_is_refused(part, note):
    proof = proofs.document(note)
    del proof[part]
    assert "no proof of a note" in proofs.faults(proof)[0]


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1), min_size=1),
    st.binary(min_size=16, max_size=16),
)
def test_every_paragraph_is_a_leaf_of_the_root_that_is_signed(words, salt):
    body = markup.from_plain("\n\n".join(words))
    leaves = sealing.salted(body, salt)
    assert len(leaves) == len(markup.paragraphs(body))
    root = bytes.fromhex(sealing.root_of(body, salt))
    for place, leaf in enumerate(leaves):
        assert merkle.proves_inclusion(leaf, place, len(leaves), merkle.inclusion_proof(leaves, place), root)


def test_the_leaves_of_equal_paragraphs_differ():
    one, two = sealing.salted("<p>Yes</p><p>Yes</p>", b"0" * 16)
    assert one != two
    assert json.dumps(markup.paragraphs("<p>Yes</p><p>Yes</p>")) == '["<p>Yes</p>", "<p>Yes</p>"]'
