"""Releasing notes and papers under the Right to Information Act with severed paragraphs that can be proved."""

import json
from copy import deepcopy
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sanjha.eoffice import release_pdf, sealing, severing
from sanjha.eoffice.models import Clearance, CorrespondenceItem, File, Note, Release
from sanjha.eoffice.operations.release_notes import Choice, release_notes
from sanjha.eoffice.operations.send_file import Way, send_file
from sanjha.eoffice.tests.factories import client_of, make_file, own_post, pdf
from sanjha.kernel import blobs
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted

BODY = (
    "<p>Shri Ram Lal, aged 61, asked for relief.</p><p>18 villages are affected.</p><p>ਪ੍ਰਵਾਨਗੀ ਲਈ ਪੇਸ਼ ਹੈ।</p>"
)


@pytest.fixture
def file(assistant, superintendent):
    file = make_file(assistant)
    for serial in (1, 2):
        CorrespondenceItem.objects.create(
            file=file, serial=serial, kind="RECEIPT", title=f"Letter {serial}", page_from=serial, page_to=serial,
            blob=blobs.put(pdf(serial)), media_type="application/pdf", added_by=file.opened_by,
            added_at=file.opened_at,
        )  # fmt: skip
    send_file(
        file_id=file.pk, post=own_post(assistant), to_post=own_post(superintendent), actor=assistant,
        way=Way(body=BODY),
    )  # fmt: skip
    return file


CHOICE = Choice(
    notes=[1], papers=[1, 2], severed_paragraphs={(1, 1): "8(1)(j)"}, severed_papers={2: "8(1)(d)"}
)


def release(file, actor, choice=CHOICE, reference="RTI 77 of 2026"):
    return release_notes(
        file_id=file.pk, post=own_post(actor), reference=reference, choice=choice, actor=actor
    )


def test_a_severed_paragraph_leaves_its_hash_alone(file, superintendent):
    made = release(file, superintendent)
    data = blobs.get(made.blob)
    log = release_pdf.release_in(data)
    assert log == made.log
    assert severing.faults(log) == []
    assert "Ram Lal" not in json.dumps(log, ensure_ascii=False)
    assert (made.number, made.severed) == ("RTI/REV-HQ-REV2/2026/1", 2)
    leaves = log["log"]["notes"][0]["leaves"]
    assert [leaf.get("severed", "") for leaf in leaves] == ["8(1)(j)", "", ""]
    assert severing.root_of(leaves) == Note.objects.get(file=file).body_hash
    assert Note.objects.get(file=file).salt not in data
    with pikepdf.open(BytesIO(data)) as printed:
        assert len(printed.pages) == 2
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Release.objects.update(severed=0)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda log: log["notes"][0]["leaves"][1].update(words="<p>2 villages</p>"), "words are not those"),
        (lambda log: log["notes"][0]["leaves"].pop(0), "words are not those"),
        (lambda log: log["notes"][0]["leaves"].reverse(), "words are not those"),
        (lambda log: log["notes"][0].update(number=7), "its hash is not"),
        (lambda log: log["notes"][0].update(signature="00" * 64), "signature of its author"),
        (lambda log: log["papers"][1].update(severed=""), "the log: its signature"),
    ],
)
def test_every_other_change_is_found(change, found, file, superintendent):
    changed = deepcopy(release(file, superintendent).log)
    change(changed["log"])
    assert any(found in fault for fault in severing.faults(changed))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="<>&\n\r "), min_size=1),
        min_size=1,
        max_size=9,
    ),
    st.data(),
)
def test_whatever_is_severed_the_root_stays(words, data):
    body = "".join(f"<p>{word}</p>" for word in words)
    note = Note(body=body, salt=b"s" * 16, number=1)
    count = len(sealing.salted(body, note.salt))
    chosen = data.draw(st.sets(st.integers(1, count)) if count else st.just(set()))
    made = severing.severed_note(note, dict.fromkeys(chosen, "8(1)(j)"))
    assert severing.root_of(made["leaves"]) == sealing.root_of(body, note.salt)


def test_what_is_refused(file, superintendent, assistant, stranger):
    for choice, message in [
        (Choice(), "Choose the notes"),
        (Choice(notes=[1, 9]), "is not there"),
        (Choice(papers=[9]), "Choose the notes"),
        (Choice(notes=[1], severed_paragraphs={(1, 4): "8(1)(j)"}), "not among what is released"),
        (Choice(notes=[1], severed_papers={1: "8(1)(j)"}), "not among what is released"),
        (Choice(notes=[1], severed_paragraphs={(1, 1): "because"}), "Name the clause"),
    ]:
        with pytest.raises(DomainError, match=message):
            release(file, superintendent, choice)
    with pytest.raises(DomainError, match="Give the reason"):
        release(file, superintendent, reference="")
    with pytest.raises(NotFound):
        release(file, stranger)
    with pytest.raises(NotPermitted, match="may not approve"):
        release(file, assistant)
    assert not Release.objects.exists()
    Clearance.objects.create(
        officer=superintendent.person, grading=3, from_date=date(2026, 1, 1), order_number="HOME/1"
    )
    File.objects.filter(pk=file.pk).update(grading=2)
    with pytest.raises(DomainError, match="graded file is not released"):
        release(file, superintendent)


def test_the_page(file, superintendent, assistant):
    client = client_of(superintendent)
    address = f"/eoffice/files/{file.pk}/release/"
    shown = client.get(address).content.decode()
    assert "18 villages" in shown
    assert client_of(assistant).get(address).status_code == 403
    assert (
        client.post(address, {"reference": "RTI 77", "note": "1", "sever-1-1": "nonsense"}).status_code == 422
    )
    done = client.post(
        address, {"reference": "RTI 77", "note": ["1"], "paper": ["1"], "sever-1-1": "8(1)(j)"}
    )
    assert done.status_code == 302
    made = Release.objects.get()
    assert made.log["log"]["notes"][0]["leaves"][0]["severed"] == "8(1)(j)"
    assert made.number in client.get(address).content.decode()
    printed = client.get(f"/eoffice/releases/{made.pk}.pdf")
    assert printed.content[:4] == b"%PDF"
    assert client_of(assistant).get(f"/eoffice/releases/{made.pk}.pdf").status_code == 200
