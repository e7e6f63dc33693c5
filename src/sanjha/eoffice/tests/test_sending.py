"""Sending a file from desk to desk: the ledger, the sealed note, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.models import Movement, Note
from sanjha.eoffice.operations.park_file import park_file, take_up, wake_parked
from sanjha.eoffice.operations.pull_back import pull_back
from sanjha.eoffice.operations.pull_up import pull_up
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.send_file import Way, return_file, send_file
from sanjha.eoffice.operations.write_note import discard_note, write_note
from sanjha.eoffice.queries.tray import tray
from sanjha.eoffice.tests.factories import (
    closed,
    forward,
    make_file,
    own_post,
    personal_staff,
    post,
    where,
)
from sanjha.kernel import clock
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry, OutboxEvent


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def notes_of(file):
    return list(Note.objects.filter(file=file, state="SEALED").order_by("number"))


def test_sending_hands_the_file_over_and_seals_the_note(file, assistant, superintendent):
    movement = send_file(
        file_id=file.pk,
        post=own_post(assistant),
        to_post=own_post(superintendent),
        actor=assistant,
        way=Way(
            body="<p>ਪ੍ਰਵਾਨਗੀ ਲਈ ਪੇਸ਼ ਹੈ ਜੀ।</p>",
            language="pa",
            priority=2,
            due_date=date(2026, 11, 25),
            remarks="Urgent",
        ),
    )
    assert where(file) == movement
    assert (movement.from_post, movement.to_post) == (own_post(assistant), own_post(superintendent))
    assert (movement.number, movement.after_note, movement.remarks) == (2, 1, "Urgent")
    assert movement.read_at is None
    (note,) = notes_of(file)
    assert note.author.title.en == "Senior Assistant 1, Revenue-II"
    assert keys.fits(note)
    assert not sealing.faults([note], keys.fits)
    assert list(
        AuditEntry.objects.filter(stream=str(file.pk)).order_by("number").values_list("action", flat=True)
    ) == [
        "FILE_OPENED",
        "FILE_SENT",
    ]
    assert OutboxEvent.objects.filter(kind="eoffice.FileMoved").count() == 1


def test_the_tray_of_the_receiver_shows_it_and_the_sender_s_no_longer(file, assistant, superintendent):
    forward(file, assistant, superintendent)
    assert [row.number for row in tray([own_post(superintendent)]).rows] == [file.number]
    assert not tray([own_post(assistant)]).rows
    assert [row.holder.en for row in tray([own_post(assistant)], folder="sent").rows] == [
        "Superintendent, Revenue-II"
    ]


def test_notes_are_chained_through_the_desks(file, assistant, superintendent, under_secretary):
    forward(file, assistant, superintendent, "First")
    forward(file, superintendent, under_secretary, "Second")
    first, second = notes_of(file)
    assert second.sealed_text.count(first.hash) == 1
    assert not sealing.faults([first, second], keys.fits)
    assert sealing.faults([second], keys.fits) == ["note 1 is missing: note 2 stands in its place"]
    second.text = "Something else"
    second.body = "<p>Something else</p>"
    assert sealing.faults([first, second], keys.fits) == [
        "note 2: its words, author, time or place are not those that were sealed"
    ]


def test_a_blank_note_side_is_not_sent(file, assistant, superintendent):
    with pytest.raises(DomainError, match="note side is blank"):
        send_file(
            file_id=file.pk,
            post=own_post(assistant),
            to_post=own_post(superintendent),
            actor=assistant,
        )
    assert where(file).to_post == own_post(assistant)


def test_a_file_that_bears_a_note_may_go_on_without_a_new_one(
    file, assistant, superintendent, under_secretary
):
    forward(file, assistant, superintendent)
    send_file(
        file_id=file.pk,
        post=own_post(superintendent),
        to_post=own_post(under_secretary),
        actor=superintendent,
    )
    assert where(file).to_post == own_post(under_secretary)
    assert where(file).after_note == 1


def test_what_is_refused(file, assistant, superintendent, under_secretary, stranger):
    def send(actor, at, to, **way):
        send_file(file_id=file.pk, post=at, to_post=to, actor=actor, way=Way(body="<p>Note</p>", **way))

    mine, theirs = own_post(assistant), own_post(superintendent)
    with pytest.raises(NotFound):
        send(stranger, own_post(stranger), theirs)
    with pytest.raises(NotPermitted, match="not with one of your posts"):
        send(superintendent, mine, theirs)
    with pytest.raises(Conflict, match="no longer with this post"):
        send(superintendent, theirs, own_post(under_secretary))
    with pytest.raises(DomainError, match="already with this post"):
        send(assistant, mine, mine)
    with pytest.raises(DomainError, match="due date has passed"):
        send(assistant, mine, theirs, due_date=date(2026, 11, 22))
    with pytest.raises(DomainError, match="At most"):
        send(assistant, mine, theirs, remarks="x" * 501)
    with pytest.raises(DomainError, match="closed"):
        send(assistant, mine, closed("REV-HQ-REV2/SA2"))
    assert where(file).number == 1
    assert not notes_of(file)


def test_two_who_send_at_once_do_not_both_succeed(file, assistant, superintendent):
    forward(file, assistant, superintendent)
    with pytest.raises(Conflict):
        send_file(
            file_id=file.pk,
            post=own_post(assistant),
            to_post=own_post(superintendent),
            actor=assistant,
            way=Way(body="<p>Again</p>"),
        )


def test_returning_goes_back_to_the_sender(file, assistant, superintendent):
    with pytest.raises(DomainError, match="Nobody sent this"):
        return_file(file_id=file.pk, post=own_post(assistant), actor=assistant)
    forward(file, assistant, superintendent)
    back = return_file(
        file_id=file.pk,
        post=own_post(superintendent),
        actor=superintendent,
        way=Way(body="<p>Please add the dates.</p>"),
    )
    assert (back.kind, back.to_post) == ("RETURNED", own_post(assistant))


def test_pulling_back_only_while_unread_and_only_by_the_sender(file, assistant, superintendent, clerk):
    sent = {
        "file_id": file.pk,
        "post": own_post(assistant),
        "to_post": own_post(superintendent),
        "actor": assistant,
    }
    send_file(**sent, way=Way(body="<p>First</p>"))
    with pytest.raises(NotPermitted, match="that sent it last"):
        pull_back(file_id=file.pk, post=own_post(clerk), actor=clerk)
    back = pull_back(file_id=file.pk, post=own_post(assistant), actor=assistant)
    assert (back.kind, back.to_post) == ("PULLED_BACK", own_post(assistant))
    assert len(notes_of(file)) == 1
    send_file(**sent)
    assert read_file(file_id=file.pk, actor=superintendent)
    assert not read_file(file_id=file.pk, actor=superintendent)
    with pytest.raises(Conflict, match="opened it already"):
        pull_back(file_id=file.pk, post=own_post(assistant), actor=assistant)


def test_a_senior_pulls_up_what_lies_below(file, assistant, joint_secretary, clerk, stranger):
    taken = pull_up(
        file_id=file.pk, post=own_post(joint_secretary), remarks="Assembly question", actor=joint_secretary
    )
    assert (taken.kind, taken.to_post, taken.remarks) == (
        "PULLED_UP",
        own_post(joint_secretary),
        "Assembly question",
    )
    with pytest.raises(NotPermitted, match="may not pull files up"):
        pull_up(file_id=file.pk, post=own_post(clerk), remarks="", actor=clerk)


def test_nobody_pulls_up_from_above(file, assistant, superintendent, joint_secretary):
    forward(file, assistant, joint_secretary)
    with pytest.raises(NotPermitted, match="does not report"):
        pull_up(file_id=file.pk, post=own_post(superintendent), remarks="", actor=superintendent)


def test_parking_seals_the_note_and_the_file_wakes_on_its_day(file, assistant):
    write_note(
        file_id=file.pk,
        post=own_post(assistant),
        body="<p>Awaiting the report.</p>",
        language="en",
        actor=assistant,
    )
    parked = {"file_id": file.pk, "post": own_post(assistant), "actor": assistant}
    with pytest.raises(DomainError, match="Say why"):
        park_file(**parked, remarks="")
    with pytest.raises(DomainError, match="day after today"):
        park_file(**parked, remarks="Waiting", wake_on=date(2026, 11, 23))
    park_file(**parked, remarks="Waiting", wake_on=date(2026, 12, 1))
    assert len(notes_of(file)) == 1
    assert not tray([own_post(assistant)]).rows
    assert [row.number for row in tray([own_post(assistant)], folder="parked").rows] == [file.number]
    with pytest.raises(DomainError, match="parked already"):
        park_file(**parked, remarks="Waiting")
    assert wake_parked() == 0
    with clock.frozen("2026-12-01T01:00:00+05:30"):
        assert wake_parked() == 1
        assert wake_parked() == 0
    assert where(file).kind == "WOKEN"
    assert [row.is_read for row in tray([own_post(assistant)]).rows] == [False]


def test_a_parked_file_can_be_taken_up_before_its_day(file, assistant):
    park_file(file_id=file.pk, post=own_post(assistant), remarks="Waiting", actor=assistant)
    assert take_up(file_id=file.pk, post=own_post(assistant), actor=assistant).kind == "WOKEN"
    with pytest.raises(DomainError, match="not parked"):
        take_up(file_id=file.pk, post=own_post(assistant), actor=assistant)


def test_personal_staff_prepare_but_neither_confirm_nor_send(
    file, assistant, secretary, staff, superintendent
):
    forward(file, assistant, secretary)
    personal_staff(staff, secretary)
    desk = {"file_id": file.pk, "post": own_post(secretary)}
    note = write_note(**desk, body="<p>Approved.</p>", language="en", actor=staff)
    assert (note.state, note.author.on_behalf_of.en) == ("YELLOW", "Amarjit Singh Virk")
    with pytest.raises(NotPermitted, match="Personal staff"):
        write_note(**desk, body="<p>Approved.</p>", language="en", actor=staff, confirmed=True)
    with pytest.raises(NotPermitted, match="Personal staff"):
        send_file(**desk, to_post=own_post(superintendent), actor=staff)
    send_file(**desk, to_post=own_post(superintendent), actor=secretary)
    sealed = notes_of(file)[-1]
    assert (sealed.text, sealed.author.name.en) == ("Approved.", "Amarjit Singh Virk")


def test_personal_staff_who_look_ahead_do_not_make_it_read(file, assistant, secretary, staff):
    personal_staff(staff, secretary)
    send_file(
        file_id=file.pk,
        post=own_post(assistant),
        to_post=own_post(secretary),
        actor=assistant,
        way=Way(body="<p>Note</p>"),
    )
    assert not read_file(file_id=file.pk, actor=staff)
    assert where(file).read_at is None


def test_a_confirmed_note_is_changed_by_its_author_alone(file, assistant, superintendent):
    desk = {"file_id": file.pk, "post": own_post(assistant), "language": "en", "actor": assistant}
    assert write_note(**desk, body="<p>Draft</p>").state == "YELLOW"
    note = write_note(**desk, body="<p>Final</p>", confirmed=True)
    assert (note.state, Note.objects.filter(file=file).count()) == ("GREEN", 1)
    discard_note(file_id=file.pk, post=own_post(assistant), actor=assistant)
    assert Note.objects.get(file=file).state == "DISCARDED"
    with pytest.raises(DomainError, match="empty"):
        write_note(**desk, body="<p> </p>")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eoffice_note SET text = 'x'",
        "UPDATE eoffice_note SET author = '{}'",
        "DELETE FROM eoffice_note",
        "UPDATE eoffice_movement SET remarks = 'x'",
        "UPDATE eoffice_movement SET to_post = from_post WHERE number = 2",
        "UPDATE eoffice_movement SET closed_at = NULL WHERE number = 1",
        "DELETE FROM eoffice_movement",
    ],
)
def test_the_store_refuses_to_change_what_was_written(statement, file, assistant, superintendent):
    forward(file, assistant, superintendent)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_store_lets_a_file_be_with_one_post_only(file, assistant, superintendent):
    before = where(file)
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(
            file=file,
            number=2,
            kind="SENT",
            from_post=before.to_post,
            to_post=own_post(superintendent),
            to_title=before.to_title,
            sender=before.sender,
            sent_at=clock.now(),
        )


def test_the_store_lets_movements_only_form_a_path(file, assistant, superintendent):
    before = where(file)
    before.closed_at = clock.now()
    before.save()
    with pytest.raises(IntegrityError, match="begins where"), transaction.atomic():
        Movement.objects.create(
            file=file,
            number=2,
            kind="SENT",
            from_post=post("REV-HQ/FCR"),
            to_post=own_post(superintendent),
            to_title=before.to_title,
            sender=before.sender,
            sent_at=clock.now(),
        )
