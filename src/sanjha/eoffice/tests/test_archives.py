"""The package of a file: made in one house, checked and kept in another; each change is found."""

import json
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from sanjha.eoffice import archives
from sanjha.eoffice.models import ImportedArchive, Note
from sanjha.eoffice.operations.approve_weeding import approve_weeding
from sanjha.eoffice.operations.draw_weeding_list import draw_weeding_list
from sanjha.eoffice.operations.export_archive import export_archive
from sanjha.eoffice.operations.import_archive import import_archive
from sanjha.eoffice.tests.factories import make_file, own_post, pdf, recorded
from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted


@pytest.fixture
def three(assistant, superintendent, records):
    return assistant, superintendent, records


@pytest.fixture
def members(three):
    file = recorded(three, scan=pdf(3))
    return export_archive(file_id=file.pk, actor=three[2])


def test_a_package_explains_itself_and_holds(members, three):
    manifest = json.loads(members["manifest.json"])
    assert manifest["file"]["number"] == "A-11011/1/2026-REV-HQ-REV2"
    assert [note["number"] for note in json.loads(members["notes.json"])] == [1, 2]
    assert members["papers/1.pdf"][:4] == b"%PDF"
    assert b"SHA-256" in members["README.txt"]
    assert len(json.loads(members["movements.json"])) == 5
    assert archives.check(members).faults == []


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("notes.json", b"Approved.", b"Refused..", "notes.json: not the bytes"),
        ("papers/1.pdf", b"%PDF", b"%XDF", "papers/1.pdf: not the bytes"),
        ("manifest.json", b"Old matter", b"New matter", "signature does not fit"),
        ("movements.json", b"SENT", b"HELD", "movements.json: not the bytes"),
    ],
)
def test_a_change_is_found(name, old, new, found, members, three):
    changed = members | {name: members[name].replace(old, new)}
    faults = archives.check(changed).faults
    assert any(found in fault for fault in faults)
    with pytest.raises(DomainError, match="does not hold"):
        import_archive(members=changed, actor=three[2])
    assert not ImportedArchive.objects.exists()


def test_a_change_signed_anew_by_another_house_is_found_in_the_notes(members):
    notes = json.loads(members["notes.json"])
    notes[1]["body"], notes[1]["text"] = "<p>Refused.</p>", "Refused."
    forged = members | {"notes.json": json.dumps(notes).encode()}
    manifest = json.loads(members["manifest.json"])
    manifest["members"]["notes.json"] = sha256(forged["notes.json"]).hexdigest()
    forged["manifest.json"] = json.dumps(manifest).encode()
    forged["manifest.sig"] = archives.sign(forged["manifest.json"]).encode()
    assert archives.check(forged).faults == [
        "note 2: its words, author, time or place are not those that were sealed"
    ]


def test_missing_and_foreign_members_are_named(members):
    less = {name: data for name, data in members.items() if name != "papers/1.pdf"}
    assert "papers/1.pdf: missing" in archives.check(less).faults
    assert "extra.txt: not in the manifest" in archives.check(members | {"extra.txt": b"x"}).faults
    for nonsense in ({}, {"manifest.json": b"[]", "manifest.sig": b"zz"}, members | {"manifest.sig": b"zz"}):
        with pytest.raises(DomainError, match="not the archive"):
            archives.check(nonsense)


def test_it_is_kept_read_only_once(members, three):
    records = three[2]
    with pytest.raises(NotPermitted):
        import_archive(members=members, actor=three[0])
    with pytest.raises(DomainError, match="Another key"):
        import_archive(members=members, actor=records, trusted_key="0" * 64)
    made = import_archive(members=members, actor=records, trusted_key=archives.check(members).key)
    assert {name: blobs.get(digest) for name, digest in made.members.items()} == members
    with pytest.raises(Conflict, match="here already"):
        import_archive(members=members, actor=records)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ImportedArchive.objects.update(subject="x")


def test_who_exports_what(three, stranger):
    assistant, superintendent, records = three
    active = make_file(assistant)
    with pytest.raises(NotFound):
        export_archive(file_id=active.pk, actor=stranger)
    with pytest.raises(NotPermitted, match="makes archives"):
        export_archive(file_id=active.pk, actor=assistant)
    with pytest.raises(DomainError, match="Close it first"):
        export_archive(file_id=active.pk, actor=superintendent)
    assert export_archive(file_id=recorded(three).pk, actor=SYSTEM)
    assert records


def test_a_weeded_file_has_a_package_without_words_that_holds(three):
    file = recorded(three, scan=pdf())
    with clock.frozen("2037-01-04T10:00:00+05:30"):
        drawn = draw_weeding_list(
            file_ids=[file.pk], post=own_post(three[1]), reason="Ten years are over", actor=three[1]
        )
        approve_weeding(list_id=drawn.pk, post=own_post(three[2]), actor=three[2])
        members = export_archive(file_id=file.pk, actor=three[2])
    assert "papers/1.pdf" not in members
    assert archives.check(members).faults == []
    assert not Note.objects.exclude(body="").exists()


def test_packages_travel_as_zip_and_as_folders(members, tmp_path):
    assert archives.unzipped(archives.zipped(members)) == members
    for name, data in members.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert archives.from_folder(tmp_path) == members
    with pytest.raises(DomainError, match="not a ZIP"):
        archives.unzipped(b"nothing")
