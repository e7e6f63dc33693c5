"""Closing a file by proposal and approval, what stands in its way, and taking it up again."""

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.models import FileClosing, Note
from sanjha.eoffice.operations.attach_file import attach_file
from sanjha.eoffice.operations.decide_closing import decide_closing
from sanjha.eoffice.operations.open_part import open_part
from sanjha.eoffice.operations.propose_closing import propose_closing, propose_reopening
from sanjha.eoffice.operations.send_file import Way, return_file
from sanjha.eoffice.operations.write_note import discard_note, write_note
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.tray import tray
from sanjha.eoffice.tests.factories import close, forward, make_file, own_post, personal_staff, where
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted


@pytest.fixture
def file(assistant, superintendent):
    file = make_file(assistant)
    forward(file, assistant, superintendent)
    return_file(
        file_id=file.pk, post=own_post(superintendent), actor=superintendent, way=Way(body="<p>Agreed</p>")
    )
    return file


def propose(file, actor, reason="Action is complete"):
    return propose_closing(file_id=file.pk, post=own_post(actor), reason=reason, actor=actor)


def decide(closing, actor, approved=True, remarks=""):
    return decide_closing(
        closing_id=closing.pk, post=own_post(actor), approved=approved, actor=actor, remarks=remarks
    )


def test_a_file_is_closed_by_two_and_stays_visible_to_the_branch(
    file, assistant, superintendent, clerk, secretary, stranger
):
    proposal = propose(file, assistant)
    file.refresh_from_db()
    assert file.state == "CLOSING"
    with pytest.raises(DomainError, match="no longer active"):
        write_note(file_id=file.pk, post=own_post(assistant), body="<p>X</p>", language="en", actor=assistant)
    decided = decide(proposal, superintendent)
    file.refresh_from_db()
    assert (file.state, decided.decision, where(file).kind) == ("CLOSED", "APPROVED", "CLOSED")
    assert not tray([own_post(assistant)]).rows
    for reader in (assistant, clerk, superintendent, secretary):
        assert visible_file(reader, file.pk) == file
    with pytest.raises(NotFound):
        visible_file(stranger, file.pk)


def test_what_is_open_is_not_closed_over(file, assistant, superintendent, under_secretary):
    write_note(file_id=file.pk, post=own_post(assistant), body="<p>X</p>", language="en", actor=assistant)
    with pytest.raises(DomainError, match="A note waits"):
        propose(file, assistant)
    discard_note(file_id=file.pk, post=own_post(assistant), actor=assistant)
    forward(file, assistant, superintendent)
    part = open_part(file_id=file.pk, post=own_post(assistant), actor=assistant)
    return_file(
        file_id=file.pk, post=own_post(superintendent), actor=superintendent, way=Way(body="<p>Back</p>")
    )
    with pytest.raises(DomainError, match=f"Merge or close first: {part.number}"):
        propose(file, assistant)
    forward(part, assistant, superintendent)
    close(part, superintendent, under_secretary)
    inner = make_file(assistant, "Inner matter")
    attach_file(file_id=inner.pk, to=file.pk, post=own_post(assistant), actor=assistant)
    with pytest.raises(DomainError, match="Files are attached"):
        propose(file, assistant)


def test_a_part_opened_meanwhile_stops_the_approval_in_the_store_too(file, assistant, superintendent):
    proposal = propose(file, assistant)
    Note.objects.create(
        file=file, state="YELLOW", language="en", body="<p>X</p>", text="X", author=file.opened_by,
        written_at=file.opened_at, salt=b"x" * 16,
    )  # fmt: skip
    with pytest.raises(DomainError, match="A note waits"):
        decide(proposal, superintendent)
    for statement, message in [
        ("UPDATE eoffice_file SET state = 'CLOSED' WHERE id = %s", "not closed over"),
        ("UPDATE eoffice_file SET state = 'MERGED' WHERE id = %s", "does not go from"),
    ]:
        with (
            pytest.raises(IntegrityError, match=message),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [file.pk])


def test_who_may_not(file, assistant, superintendent, clerk, staff, secretary, stranger):
    with pytest.raises(DomainError, match="Give the reason"):
        propose(file, assistant, " ")
    with pytest.raises(NotPermitted, match="may not propose"):
        propose(file, clerk)
    with pytest.raises(Conflict):
        propose(file, superintendent)
    with pytest.raises(NotFound):
        propose(file, stranger)
    proposal = propose(file, assistant)
    with pytest.raises(NotFound):
        decide(proposal, stranger)
    with pytest.raises(NotPermitted, match="may not close"):
        decide(proposal, assistant)
    personal_staff(staff, secretary)
    forward(other := make_file(assistant, "Other matter"), assistant, secretary)
    return_file(file_id=other.pk, post=own_post(secretary), actor=secretary, way=Way(body="<p>Seen</p>"))
    with pytest.raises(NotPermitted, match="may not close"):
        decide_closing(
            closing_id=propose(other, assistant).pk, post=own_post(secretary), approved=True, actor=staff
        )
    with pytest.raises(DomainError, match="Give the reason"):
        decide(proposal, superintendent, approved=False)
    decide(proposal, superintendent)
    with pytest.raises(Conflict, match="decided already"):
        decide(proposal, superintendent)
    with pytest.raises(NotFound):
        decide_closing(closing_id=file.pk, post=own_post(superintendent), approved=True, actor=superintendent)


def test_the_proposer_does_not_decide_and_a_head_elsewhere_neither(file, assistant, superintendent, stranger):
    forward(file, assistant, superintendent)
    proposal = propose(file, superintendent)
    with pytest.raises(NotPermitted, match="Somebody else than the proposer"):
        decide(proposal, superintendent)
    other = make_file(assistant, "Other matter")
    forward(other, assistant, stranger)
    return_file(file_id=other.pk, post=own_post(stranger), actor=stranger, way=Way(body="<p>Seen</p>"))
    with pytest.raises(NotPermitted, match="head of the branch"):
        decide(propose(other, assistant), stranger)


def test_a_refused_proposal_leaves_the_file_at_work(file, assistant, superintendent):
    decided = decide(propose(file, assistant), superintendent, approved=False, remarks="The reply is awaited")
    file.refresh_from_db()
    assert (file.state, decided.decision, decided.remarks) == ("ACTIVE", "REFUSED", "The reply is awaited")
    forward(file, assistant, superintendent)


def test_a_closed_file_is_taken_up_again_with_the_reason_on_its_note_side(
    file, assistant, superintendent, under_secretary
):
    def reopen(actor, reason="The court has asked for it"):
        return propose_reopening(file_id=file.pk, post=own_post(actor), reason=reason, actor=actor)

    with pytest.raises(DomainError, match="Only a closed file"):
        reopen(assistant)
    close(file, assistant, superintendent)
    with pytest.raises(NotPermitted, match="Only the branch"):
        reopen(under_secretary)
    with pytest.raises(DomainError, match="Give the reason"):
        reopen(assistant, "")
    refused = reopen(assistant)
    with pytest.raises(DomainError, match="proposed already"):
        reopen(assistant)
    decide(refused, superintendent, approved=False, remarks="Not needed")
    file.refresh_from_db()
    assert file.state == "CLOSED"
    decide(reopen(assistant), superintendent)
    file.refresh_from_db()
    assert (file.state, where(file).to_post, where(file).kind) == ("ACTIVE", own_post(assistant), "REOPENED")
    notes = list(Note.objects.filter(file=file, state="SEALED").order_by("number"))
    assert "The court has asked for it" in notes[-1].text
    assert notes[-1].author.officer == superintendent.person
    assert not sealing.faults(notes, keys.fits)
    assert [row.number for row in tray([own_post(assistant)]).rows] == [file.number]


def test_what_was_decided_stays_decided(file, assistant, superintendent):
    decide(propose(file, assistant), superintendent)
    with (
        pytest.raises(IntegrityError, match="decided once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE eoffice_fileclosing SET remarks = 'other'")
    assert FileClosing.objects.count() == 1
