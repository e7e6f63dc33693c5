"""Paper files taken over in bulk: old numbers, old notes ahead of note 1, the sample, and what is put aside."""

import zipfile
from io import BytesIO

import pytest

from sanjha.eoffice import keys, paper_lists, sealing
from sanjha.eoffice.models import File, MigratedFile, Note
from sanjha.eoffice.operations.check_migrated import check_migrated
from sanjha.eoffice.operations.migrate_paper_files import migrate_paper_files, sample_of
from sanjha.eoffice.tests.factories import forward, make_file, own_post, pdf, where
from sanjha.kernel import blobs
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id

HEADER = ",".join(paper_lists.COLUMNS)


def listed(*rows):
    return paper_lists.lines_of("\n".join([HEADER, *rows]).encode())


def migrate(actor, *rows, counted=3, scans=None):
    return migrate_paper_files(
        name="Almirah 4, shelf 2",
        counted=counted,
        lines=listed(*rows),
        scans=scans or {"n1.pdf": pdf(4), "c1.pdf": pdf(9)},
        post=own_post(actor),
        actor=actor,
    )


def test_a_paper_file_keeps_its_number_and_its_notes_stand_ahead_of_note_one(assistant, superintendent):
    bundle = migrate(assistant, "ਮਾਲ-2/71/1998,Lease of evacuee land,1998,,13,n1.pdf,c1.pdf")
    file = File.objects.get()
    assert (file.number, file.scheme, file.year, where(file).to_post) == (
        "ਮਾਲ-2/71/1998",
        "MIGRATED",
        1998,
        own_post(assistant),
    )
    papers = list(file.correspondence.order_by("serial"))
    assert [(paper.page_from, paper.page_to) for paper in papers] == [(1, 4), (5, 13)]
    assert blobs.get(papers[0].blob) == blobs.get(papers[0].blob)
    old = Note.objects.get(file=file)
    assert (old.number, old.kind, old.state) == (0, "MIGRATED", "SEALED")
    assert papers[0].blob in old.text
    forward(file, assistant, superintendent, "First note on the screen")
    notes = list(Note.objects.filter(file=file).order_by("number"))
    assert [note.number for note in notes] == [0, 1]
    assert old.hash in notes[1].sealed_text
    assert not sealing.faults(notes, keys.fits)
    assert (bundle.counted, bundle.listed, bundle.files.get().pages, bundle.refused) == (3, 1, 13, [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("X,Lease of land,1998,,1,n1.pdf,", "3 to 100"),
        ("OLD/1,x,1998,,1,n1.pdf,", "few words"),
        ("OLD/1,Lease of land,1933,,1,n1.pdf,", "since 1947"),
        ("OLD/1,Lease of land,2099,,1,n1.pdf,", "since 1947"),
        ("OLD/1,Lease of land,1998,,1,,", "notes is missing"),
        ("OLD/1,Lease of land,1998,,1,zz.pdf,", "zz.pdf is missing"),
        ("OLD/1,Lease of land,1998,,1,bad.pdf,", "not a PDF"),
        ("A-11011/1/2026-REV-HQ-REV2,Lease of land,1998,,1,n1.pdf,", "Another file"),
    ],
)
def test_a_bad_line_is_put_aside_and_the_others_go_on(row, why, assistant):
    make_file(assistant)
    scans = {"n1.pdf": pdf(), "bad.pdf": b"%PDF-1.7 nothing"}
    bundle = migrate(assistant, row, "OLD/2,Lease of land,1998,,1,n1.pdf,", scans=scans)
    ((line, _number, said),) = bundle.refused
    assert line == 2
    assert why in said
    assert bundle.files.count() == 1


def test_a_number_twice_in_the_list_is_taken_once(assistant):
    row = "OLD/1,Lease of land,1998,,1,n1.pdf,"
    assert len(migrate(assistant, row, row).refused) == 1


def test_who_may_not_take_over(diarist, assistant, stranger):
    with pytest.raises(NotPermitted):
        migrate(diarist, "OLD/1,Lease of land,1998,,1,n1.pdf,")
    with pytest.raises(NotPermitted):
        migrate_paper_files(
            name="Shelf 2", counted=1, lines=[], scans={}, post=own_post(assistant), actor=stranger
        )


def test_the_list_and_the_scans_are_read_with_care():
    with pytest.raises(DomainError, match="needs the columns"):
        paper_lists.lines_of(b"number,subject\n1,2\n")
    with pytest.raises(DomainError, match="not CSV"):
        paper_lists.lines_of(b"\xff\xfe\x00")
    with pytest.raises(DomainError, match="At most"):
        listed(*["OLD/1,Lease,1998,,1,n.pdf,"] * (paper_lists.MOST_LINES + 1))
    with pytest.raises(DomainError, match="not a ZIP"):
        paper_lists.scans_of(b"no archive")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/n1.pdf", b"x")
    assert paper_lists.scans_of(packed.getvalue()) == {"n1.pdf": b"x"}


def test_the_sample_is_chosen_by_a_hash_and_no_smaller_than_five():
    bundle = new_id()
    assert len(sample_of(bundle, range(3))) == 3
    assert len(sample_of(bundle, range(40))) == 5
    assert len(sample_of(bundle, range(200))) == 10
    assert sample_of(bundle, range(200)) == sample_of(bundle, range(200))
    assert sample_of(bundle, range(200)) != sample_of(new_id(), range(200))


def test_a_second_person_checks_the_sample(assistant, superintendent, clerk, stranger):
    migrate(assistant, "OLD/1,Lease of land,1998,,1,n1.pdf,", "OLD/2,Lease of land,1998,,1,n1.pdf,")
    first, second = File.objects.order_by("computer_number")

    def check(actor, file, agrees=True, remarks=""):
        return check_migrated(
            file_id=file.pk, post=own_post(actor), agrees=agrees, remarks=remarks, actor=actor
        )

    with pytest.raises(NotPermitted, match="Somebody else"):
        check(assistant, first)
    with pytest.raises(NotFound):
        check(stranger, first)
    with pytest.raises(DomainError, match="Give the reason"):
        check(clerk, first, agrees=False)
    assert check(clerk, first).check_state == "AGREES"
    with pytest.raises(Conflict, match="checked already"):
        check(clerk, first)
    found = check(superintendent, second, agrees=False, remarks="Page 7 is missing")
    assert (found.check_state, found.remarks) == ("FAULTY", "Page 7 is missing")
    MigratedFile.objects.filter(file=first).update(check_state="", checked_at=None)
    with pytest.raises(DomainError, match="not in the sample"):
        check(clerk, first)
