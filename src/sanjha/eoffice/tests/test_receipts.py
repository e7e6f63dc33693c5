"""A receipt on its way: sent, redirected, returned, put in a file, closed, reopened, followed up."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.models import CorrespondenceItem, Movement, Note, Receipt
from sanjha.eoffice.operations.close_receipt import close_receipt, reopen_receipt
from sanjha.eoffice.operations.follow_up_receipt import end_follow_up, follow_up_receipt
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.operations.read_receipt import read_receipt
from sanjha.eoffice.operations.send_file import send_file
from sanjha.eoffice.operations.send_receipt import Marking, redirect_receipt, return_receipt, send_receipt
from sanjha.eoffice.queries.receipt_page import receipt_page
from sanjha.eoffice.tests.dak import diarise, lies, scan
from sanjha.eoffice.tests.factories import closed, forward, make_file, own_post, personal_staff, where
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry


@pytest.fixture
def receipt(diarist, assistant):
    """Diarised and marked to the Senior Assistant."""
    return diarise(diarist, to=assistant, scans=[scan(3)])


def send(receipt, sender, receiver=None, copies=(), **way):
    marking = Marking(
        to_post=receiver and own_post(receiver), copies_to=[own_post(one) for one in copies], **way
    )
    return send_receipt(receipt_id=receipt.pk, post=own_post(sender), marking=marking, actor=sender)


def put(receipt, file, actor):
    return put_in_file(receipt_id=receipt.pk, post=own_post(actor), file_id=file.pk, actor=actor)


def deeds_of(receipt):
    return list(
        AuditEntry.objects.filter(stream=str(receipt.pk)).order_by("number").values_list("action", flat=True)
    )


def test_it_is_sent_with_copies_and_read(receipt, assistant, superintendent, clerk):
    movement = send(
        receipt, assistant, superintendent, [clerk], remarks="For comments", due_date=date(2026, 11, 30)
    )
    assert lies(receipt) == movement
    assert (movement.number, movement.remarks, movement.read_at) == (3, "For comments", None)
    assert not read_receipt(receipt_id=receipt.pk, actor=assistant)
    assert read_receipt(receipt_id=receipt.pk, actor=superintendent)
    assert not read_receipt(receipt_id=receipt.pk, actor=superintendent)
    assert receipt_page(clerk, receipt.copies.get().pk).scans == list(receipt.scans.all())
    assert deeds_of(receipt) == ["RECEIPT_DIARISED", "RECEIPT_SENT", "RECEIPT_READ"]


def test_copies_alone_leave_the_original_where_it_is(receipt, assistant, clerk, superintendent):
    send(receipt, assistant, copies=[clerk])
    assert lies(receipt).to_post == own_post(assistant)
    send(receipt, assistant, copies=[superintendent])
    assert sorted(copy.number[-3:] for copy in receipt.copies.all()) == ["/C1", "/C2"]
    copy = receipt.copies.get(number__endswith="/C1")
    with pytest.raises(DomainError, match="Only the original is copied"):
        send(copy, clerk, copies=[assistant])


def test_a_wrongly_marked_one_goes_where_it_belongs_under_its_number(receipt, assistant, under_secretary):
    with pytest.raises(DomainError) as refused:
        redirect(receipt, assistant, under_secretary, "")
    assert refused.value.field == "remarks"
    redirect(receipt, assistant, under_secretary, "It is about Revenue-I")
    assert lies(receipt).to_post == own_post(under_secretary)
    assert Receipt.objects.count() == 1
    assert deeds_of(receipt)[-1] == "RECEIPT_REDIRECTED"


def redirect(receipt, sender, receiver, why):
    return redirect_receipt(
        receipt_id=receipt.pk, post=own_post(sender), to_post=own_post(receiver), remarks=why, actor=sender
    )


def test_it_is_returned_to_whom_it_came_from(receipt, assistant, diarist):
    movement = return_receipt(
        receipt_id=receipt.pk, post=own_post(assistant), remarks="Not ours", actor=assistant
    )
    assert (movement.kind, movement.to_post) == (Movement.Kind.RETURNED, own_post(diarist))
    fresh = diarise(diarist)
    with pytest.raises(DomainError, match="cannot be returned"):
        return_receipt(receipt_id=fresh.pk, post=own_post(diarist), remarks="x", actor=diarist)


def test_what_is_refused(receipt, assistant, superintendent, stranger, diarist, secretary, staff):
    with pytest.raises(NotFound):
        send(receipt, stranger, superintendent)
    with pytest.raises(Conflict, match="no longer with this post"):
        send(receipt, diarist, superintendent)
    with pytest.raises(DomainError, match="already with this post"):
        send(receipt, assistant, assistant)
    with pytest.raises(DomainError, match="Choose the post"):
        send(receipt, assistant)
    with pytest.raises(DomainError, match="due date has passed"):
        send(receipt, assistant, superintendent, due_date=date(2026, 11, 20))
    to_secretary = send(receipt, assistant, secretary)
    personal_staff(staff, secretary)
    with pytest.raises(NotPermitted, match="Personal staff prepare"):
        send_receipt(
            receipt_id=receipt.pk,
            post=own_post(secretary),
            marking=Marking(to_post=own_post(assistant)),
            actor=staff,
        )
    assert lies(receipt) == to_secretary
    with pytest.raises(DomainError, match="takes no files"):
        send_receipt(
            receipt_id=receipt.pk,
            post=own_post(secretary),
            marking=Marking(to_post=closed("REV-HQ-REV2/SA2")),
            actor=secretary,
        )


def test_in_a_file_it_gets_serial_pages_and_a_docket_and_moves_with_it(
    receipt, assistant, superintendent, diarist
):
    file = make_file(assistant)
    second = diarise(diarist, to=assistant, scans=[scan(2), scan(1)])
    third = diarise(diarist, to=assistant)
    items = [put(one, file, assistant) for one in (receipt, second, third)]
    assert [(item.serial, item.page_from, item.page_to) for item in items] == [
        (1, 1, 3),
        (2, 4, 6),
        (3, 7, 7),
    ]
    receipt.refresh_from_db()
    assert (receipt.state, lies(receipt)) == (Receipt.State.IN_FILE, None)
    dockets = list(Note.objects.filter(file=file).order_by("number"))
    assert [note.kind for note in dockets] == ["DOCKET"] * 3
    assert dockets[0].text.startswith("S.No. 1 (Receipt) p. 1-3/c: 1/2026/REV-HQ-CRU")
    assert f'href="/eoffice/files/{file.pk}/?page=4"' in dockets[1].body
    assert not sealing.faults(dockets, keys.fits)
    with pytest.raises(DomainError, match="in a file and moves with it"):
        send(receipt, assistant, superintendent)
    with pytest.raises(DomainError, match="in a file"):
        put(receipt, make_file(assistant), assistant)
    forward(file, assistant, superintendent, "See S.No. 1")
    assert receipt_page(superintendent, receipt.pk).item == items[0]
    notes = list(Note.objects.filter(file=file, state="SEALED").order_by("number"))
    assert not sealing.faults(notes, keys.fits)


def test_a_docket_is_no_note_of_what_is_to_be_decided(receipt, assistant, superintendent):
    file = make_file(assistant)
    put(receipt, file, assistant)
    with pytest.raises(DomainError, match="note side is blank"):
        send_file(
            file_id=file.pk, post=own_post(assistant), to_post=own_post(superintendent), actor=assistant
        )
    assert where(file).to_post == own_post(assistant)


def test_whoever_sees_the_file_sees_the_receipts_in_it(diarist, assistant, stranger):
    receipt = diarise(diarist, to=assistant)
    file = make_file(assistant)
    put(receipt, file, assistant)
    with pytest.raises(NotFound):
        receipt_page(stranger, receipt.pk)
    forward(file, assistant, stranger)
    assert receipt_page(stranger, receipt.pk).receipt == receipt


def test_only_who_has_the_file_puts_in(receipt, assistant, superintendent):
    file = make_file(assistant)
    forward(file, assistant, superintendent)
    with pytest.raises(Conflict, match="put in by whoever has the file"):
        put(receipt, file, assistant)
    assert not CorrespondenceItem.objects.exists()
    assert lies(receipt).to_post == own_post(assistant)


def test_a_graded_letter_goes_into_no_open_file(diarist, assistant):
    receipt = diarise(diarist, to=assistant, grading=1)
    file = make_file(assistant)
    with pytest.raises(NotFound):
        put(receipt, file, assistant)
    from sanjha.eoffice.models import Clearance  # noqa: PLC0415

    Clearance.objects.create(
        officer=assistant.person, grading=1, from_date=date(2026, 1, 1), order_number="REV/2026/1"
    )
    with pytest.raises(DomainError, match="graded Confidential"):
        put(receipt, file, assistant)


def test_it_is_closed_with_a_reason_and_reopened_where_it_was_closed(receipt, assistant, superintendent):
    with pytest.raises(DomainError) as refused:
        close(receipt, assistant, " ")
    assert refused.value.field == "remarks"
    with pytest.raises(DomainError, match="not closed"):
        reopen(receipt, assistant)
    close(receipt, assistant, "Nothing to be done")
    receipt.refresh_from_db()
    assert (receipt.state, lies(receipt)) == (Receipt.State.CLOSED, None)
    for deed in (
        lambda: send(receipt, assistant, superintendent),
        lambda: close(receipt, assistant, "again"),
    ):
        with pytest.raises(DomainError, match="Reopen it first"):
            deed()
    with pytest.raises(NotFound):
        reopen(receipt, superintendent)
    reopen(receipt, assistant)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.closed_at, lies(receipt).kind) == ("WITH_POST", None, "REOPENED")
    send(receipt, assistant, superintendent)
    path = list(receipt.movements.order_by("number"))
    assert [movement.number for movement in path] == [1, 2, 3, 4, 5]
    assert all(later.from_post == earlier.to_post for earlier, later in pairwise(path))


def close(receipt, actor, why="Nothing to be done"):
    return close_receipt(receipt_id=receipt.pk, post=own_post(actor), remarks=why, actor=actor)


def reopen(receipt, actor):
    return reopen_receipt(receipt_id=receipt.pk, post=own_post(actor), remarks="New facts", actor=actor)


def test_a_desk_is_reminded_of_what_it_expects(receipt, assistant, superintendent, diarist):
    reminder = follow_up_receipt(
        receipt_id=receipt.pk,
        post=own_post(assistant),
        due_on=date(2026, 12, 1),
        words="Comments of DLR",
        actor=assistant,
    )
    assert receipt_page(assistant, receipt.pk).follow_ups == [reminder]
    assert receipt_page(diarist, receipt.pk).follow_ups == []
    with pytest.raises(NotPermitted):
        end_follow_up(follow_up_id=reminder.pk, actor=superintendent)
    done = end_follow_up(follow_up_id=reminder.pk, actor=assistant)
    assert end_follow_up(follow_up_id=reminder.pk, actor=assistant).done_at == done.done_at
    with pytest.raises(DomainError, match="passed"):
        follow_up_receipt(
            receipt_id=receipt.pk,
            post=own_post(assistant),
            due_on=date(2026, 11, 1),
            words="Late",
            actor=assistant,
        )


@pytest.mark.parametrize("state", ["IN_FILE", "CLOSED"])
def test_the_store_lets_no_receipt_lie_with_a_post_that_is_closed_or_in_a_file(state, receipt, assistant):
    if state == "CLOSED":
        close(receipt, assistant)
    else:
        put(receipt, make_file(assistant), assistant)
    last = receipt.movements.latest("number")
    with pytest.raises(IntegrityError, match="lies with no post"), transaction.atomic():
        Movement.objects.create(
            receipt=receipt,
            number=last.number + 1,
            kind="SENT",
            from_post=last.to_post,
            to_post=last.to_post,
            to_title=last.to_title,
            sender=last.sender,
            sent_at=last.sent_at,
        )


def test_the_store_keeps_a_receipt_in_its_file(receipt, assistant):
    put(receipt, make_file(assistant), assistant)
    with (
        pytest.raises(IntegrityError, match="stays there"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE eoffice_receipt SET state = 'WITH_POST' WHERE original_id IS NULL")


@pytest.mark.parametrize("copies", [0, 3])
def test_the_page_of_a_receipt_asks_a_fixed_number_of_questions(
    copies, receipt, assistant, clerk, django_assert_num_queries
):
    for _copy in range(copies):
        send(receipt, assistant, copies=[clerk])
    with django_assert_num_queries(15):
        receipt_page(assistant, receipt.pk)
