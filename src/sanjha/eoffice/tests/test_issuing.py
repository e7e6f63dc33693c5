"""Signing: the numbers, the two signatures, the office copy with its docket, and that approved, signed and dispatched bytes are one."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.events import LetterIssued
from sanjha.eoffice.letter_verify import check_letters
from sanjha.eoffice.models import CorrespondenceItem, Dispatch, Draft, Issue, Note
from sanjha.eoffice.operations.approve_draft import withdraw_draft
from sanjha.eoffice.operations.create_draft import create_draft
from sanjha.eoffice.operations.sign_and_issue import sign_and_issue
from sanjha.eoffice.tests.factories import forward, make_file, own_post, personal_staff
from sanjha.eoffice.tests.letters import approve, begin, issued, send, sign, words
from sanjha.kernel import audit_verify, blobs, clock
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted, Unavailable
from sanjha.kernel.models import OutboxEvent
from sanjha.offices.models import Officer

pytestmark = pytest.mark.usefixtures("signing")


@pytest.fixture
def file(superintendent):
    return make_file(superintendent)


def faults():
    return [finding.message for finding in check_letters()]


def test_signing_gives_numbers_a_signed_file_an_office_copy_and_a_docket(file, superintendent):
    issue = issued(file, superintendent)
    assert issue.number == f"{file.number}/1"
    assert issue.system_number == "I/1/2026"
    approved, signed = blobs.get(issue.approved_blob), blobs.get(issue.signed_blob)
    assert signed.startswith(approved)
    paper = CorrespondenceItem.objects.get(file=file)
    assert (paper.kind, paper.serial, paper.page_from, paper.page_to, paper.blob) == (
        "ISSUE",
        1,
        1,
        1,
        issue.signed_blob,
    )
    note = Note.objects.get(file=file)
    assert (note.kind, note.number, note.key) == ("DOCKET", 1, None)
    assert issue.number in note.text
    assert not sealing.faults([note], keys.fits)
    assert Draft.objects.get().state == "ISSUED"
    assert OutboxEvent.objects.filter(kind="eoffice.LetterIssued").count() == 1
    assert LetterIssued.__doc__
    assert faults() == []


def test_a_long_letter_takes_as_many_pages_of_the_file_as_it_has(file, superintendent):
    long = words(
        body="<p>The circles of the tehsil are merged as follows, and the records are handed over.</p>" * 90
    )
    issue, short = issued(file, superintendent, said=long), issued(file, superintendent)
    with pikepdf.open(BytesIO(blobs.get(issue.signed_blob))) as pdf:
        pages = len(pdf.pages)
        signed_on = [
            number
            for number, page in enumerate(pdf.pages, start=1)
            if any(note.get("/FT") == "/Sig" for note in page.get("/Annots", ()))
        ]
    assert pages > 2
    assert signed_on == [pages]
    assert (issue.draft.pages, issue.paper.page_to) == (pages, pages)
    assert short.paper.page_from == pages + 1


def test_number_and_date_stand_on_the_page(file, superintendent):
    issue = issued(file, superintendent)
    with pikepdf.open(BytesIO(blobs.get(issue.signed_blob))) as pdf:
        shown = {
            str(field.T): str(field.get("/V")) for field in pdf.Root.AcroForm.Fields if field.FT == "/Tx"
        }
    assert shown == {"number": f"{issue.number} (I/1/2026)", "date": "23-11-2026"}


def test_numbers_run_without_gaps_in_the_file_and_in_the_state(file, superintendent, under_secretary):
    other = make_file(under_secretary, "Another matter")
    issues = [issued(file, superintendent), issued(other, under_secretary), issued(file, superintendent)]
    assert [issue.number for issue in issues] == [
        f"{file.number}/1",
        f"{other.number}/1",
        f"{file.number}/2",
    ]
    assert [issue.system_number for issue in issues] == ["I/1/2026", "I/2/2026", "I/3/2026"]
    with clock.frozen("2027-01-01T10:00:00+05:30"):
        assert issued(file, superintendent).system_number == "I/1/2027"
    assert [paper.page_from for paper in file.correspondence.order_by("serial")] == [1, 2, 3]


def test_only_the_officer_in_whose_name_it_was_approved_signs(
    file, assistant, superintendent, under_secretary, secretary, staff
):
    draft = begin(file, superintendent, signer=under_secretary)
    with pytest.raises(Conflict, match="Being drafted"):
        sign(draft, superintendent)
    approve(draft, superintendent)
    with pytest.raises(NotPermitted, match="over the signature of"):
        sign(draft, superintendent)
    with pytest.raises(Conflict, match="no longer with this post"):
        sign(draft, under_secretary)
    with pytest.raises(NotPermitted, match="may not sign"):
        sign(draft, assistant)
    forward(file, superintendent, under_secretary)
    assert sign(draft, under_secretary).number == f"{file.number}/1"


def test_another_holder_of_the_post_does_not_sign_in_a_predecessor_s_name(file, superintendent):
    draft = begin(file, superintendent)
    approve(draft, superintendent)
    other = Officer.objects.exclude(pk=superintendent.person).first()

    successor = replace(superintendent, person=other.pk, name=other.name_en)
    with pytest.raises(NotPermitted, match="name of another officer"):
        sign(draft, successor)


def test_personal_staff_never_sign(file, superintendent, secretary, staff):
    draft = begin(file, superintendent, signer=secretary)
    approve(draft, superintendent)
    forward(file, superintendent, secretary)
    personal_staff(staff, secretary)

    with pytest.raises(NotPermitted):
        sign_and_issue(draft_id=draft.pk, post=own_post(secretary), actor=staff)
    assert not Issue.objects.exists()


def test_when_the_office_s_key_is_away_signing_goes_on_later_with_the_same_number(
    file, superintendent, monkeypatch
):
    draft = begin(file, superintendent)
    approve(draft, superintendent)
    with monkeypatch.context() as away:
        away.setattr(
            "sanjha.eoffice.operations.sign_and_issue.locker.sign_letter",
            lambda **_given: (_ for _ in ()).throw(Unavailable("away")),
        )
        with pytest.raises(Unavailable):
            sign(draft, superintendent)
    waiting = Issue.objects.get()
    assert (waiting.signed_blob, Draft.objects.get().state) == ("", "SIGNED")
    with pytest.raises(Conflict):
        withdraw_draft(draft_id=draft.pk, post=own_post(superintendent), reason="No", actor=superintendent)
    with clock.frozen("2026-11-24T10:00:00+05:30"):
        done = sign(draft, superintendent)
    assert (done.number, done.dated, done.signed_at) == (waiting.number, waiting.dated, waiting.signed_at)
    assert faults() == []


def test_a_signing_that_fails_leaves_no_gap_in_the_numbers(file, superintendent, monkeypatch):
    draft = begin(file, superintendent)
    approve(draft, superintendent)
    with monkeypatch.context() as away:
        away.setattr(
            "sanjha.eoffice.operations.sign_and_issue.keys.sign",
            lambda *_given: (_ for _ in ()).throw(Unavailable("key away")),
        )
        with pytest.raises(Unavailable):
            sign(draft, superintendent)
    assert (Issue.objects.count(), Draft.objects.get().state) == (0, "APPROVED")
    issue = sign(draft, superintendent)
    assert (issue.serial, issue.system_number) == (1, "I/1/2026")


def test_a_signed_file_that_does_not_begin_with_the_approved_one_is_never_issued(
    file, superintendent, monkeypatch
):
    draft = begin(file, superintendent)
    approve(draft, superintendent)
    monkeypatch.setattr(
        "sanjha.eoffice.operations.sign_and_issue.locker.sign_letter", lambda **_given: b"%PDF-1.7 other"
    )
    with pytest.raises(RuntimeError, match="does not begin"):
        sign(draft, superintendent)
    assert not CorrespondenceItem.objects.exists()


def test_a_newer_letter_supersedes_an_issued_one(file, superintendent):
    old = issued(file, superintendent)
    new = issued(file, superintendent, supersedes=old.draft_id)
    old.draft.refresh_from_db()
    assert (old.draft.state, new.draft.state) == ("SUPERSEDED", "ISSUED")
    with pytest.raises(Conflict, match="superseded"):
        send(old, superintendent)


LETTERS = st.text(alphabet="abcde ਕਖਗਘ अआइई ,.-0123456789", min_size=3, max_size=300)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=LETTERS.filter(lambda text: text.strip()),
    form=st.sampled_from(Draft.Form.values),
    language=st.sampled_from(["en", "pa", "hi"]),
)
def test_approved_bytes_are_signed_bytes_are_dispatched_bytes(body, form, language, file, superintendent):
    said = words(body=f"<p>{body}</p>")
    issue = issued(file, superintendent, form=form, language=language, said=said)
    dispatch = send(issue, superintendent)
    approved, gone = blobs.get(issue.approved_blob), blobs.get(dispatch.blob)
    assert dispatch.blob == issue.signed_blob == issue.paper.blob
    assert sha256(gone[: len(approved)]).hexdigest() == issue.draft.approved_blob == issue.approved_blob
    assert faults() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eoffice_issue SET signed_blob = repeat('a', 64)",
        "UPDATE eoffice_issue SET number = 'X'",
        "UPDATE eoffice_issue SET signature = 'x'",
        "DELETE FROM eoffice_issue",
        "UPDATE eoffice_draft SET state = 'WITHDRAWN'",
        "UPDATE eoffice_dispatch SET blob = repeat('a', 64)",
        "UPDATE eoffice_dispatch SET mode = 'POST'",
        "DELETE FROM eoffice_dispatch",
        "UPDATE eoffice_dispatchevent SET remarks = 'x'",
        "DELETE FROM eoffice_dispatchevent",
    ],
)
def test_the_store_refuses_to_change_what_went_out(statement, file, superintendent):
    send(issued(file, superintendent), superintendent)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_store_dispatches_only_what_was_signed_and_issues_only_what_was_approved(file, superintendent):
    dispatch = send(issued(file, superintendent), superintendent)
    dispatch.pk, dispatch.serial, dispatch.number, dispatch.addressee = None, 2, "9", 2
    dispatch.blob = "a" * 64
    with pytest.raises(IntegrityError, match="what was signed"), transaction.atomic():
        Dispatch.objects.bulk_create([dispatch])


TAMPERINGS = {
    "UPDATE eoffice_draftversion SET body = '<p>Other</p>'": "version 1 of",
    "UPDATE eoffice_issue SET dated = dated + 1": "the signature of",
    "UPDATE eoffice_issue SET signature = '\\x00'": "the signature of",
    "UPDATE eoffice_issue SET signed_blob = approved_blob": "does not begin with the approved one",
    "UPDATE eoffice_issue SET signed_blob = repeat('b', 64)": "the signed file is not in the store",
    "UPDATE eoffice_draft SET approved_blob = repeat('c', 64)": "not what was approved",
    "UPDATE eoffice_dispatch SET blob = repeat('d', 64)": "is not of the signed file",
}


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_tampering_behind_the_store_s_back_is_found_and_named(statement, file, superintendent):
    send(issued(file, superintendent), superintendent)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
    assert any(TAMPERINGS[statement] in fault for fault in faults())
    assert any(finding.kind == "letter" for finding in audit_verify.verify().findings)


def test_the_signed_file_of_another_letter_in_its_place_is_found(file, superintendent):
    first = issued(file, superintendent)
    second = issued(file, superintendent, said=words(body="<p>The opposite is decided.</p>"))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE eoffice_issue SET signed_blob = %s WHERE id = %s", [second.signed_blob, first.pk]
        )
        cursor.execute("SET session_replication_role = origin")
    assert faults() == [f"letter {first.number}: the signed file does not begin with the approved one"]


@pytest.mark.parametrize("which", ["approved_blob", "signed_blob"])
def test_one_changed_byte_of_a_stored_file_is_found_and_named(which, file, superintendent, monkeypatch):
    issue = issued(file, superintendent)
    digest = getattr(issue, which)
    whole = blobs.get(digest)
    store = blobs._store()
    path = store.root / digest[:2] / digest[2:4] / digest
    path.write_bytes(whole[:-1] + b"!")
    try:
        assert any("was changed in the store" in fault for fault in faults())
    finally:
        path.write_bytes(whole)
    assert faults() == []


def test_a_letter_of_a_file_begins_only_in_it(file, superintendent, under_secretary):
    old = issued(file, superintendent)
    other = make_file(under_secretary, "Another matter")

    with pytest.raises(DomainError, match="issued from this file"):
        create_draft(
            file_id=other.pk,
            post=own_post(under_secretary),
            form="LETTER",
            language="en",
            signing_post=own_post(under_secretary),
            words=words(),
            actor=under_secretary,
            supersedes=old.draft_id,
        )
