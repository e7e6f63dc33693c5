"""Parts, volumes, attached files, references, and paper that goes from hand to hand."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.models import CorrespondenceItem, File, FileLink, Grading, Movement, Note
from sanjha.eoffice.operations.attach_file import attach_file, detach_file
from sanjha.eoffice.operations.link_files import link_files, unlink_files
from sanjha.eoffice.operations.merge_part import merge_part
from sanjha.eoffice.operations.open_part import open_part, open_volume, roman
from sanjha.eoffice.operations.pull_back import pull_back
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.receive_paper import receive_paper
from sanjha.eoffice.operations.send_file import Way, return_file, send_file
from sanjha.eoffice.operations.write_note import write_note
from sanjha.eoffice.queries.bonds import next_place
from sanjha.eoffice.queries.tray import tray
from sanjha.eoffice.tests.factories import forward, make_file, own_post, where
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def part_of(file, actor):
    return open_part(file_id=file.pk, post=own_post(actor), actor=actor)


def attach(file, to, actor):
    return attach_file(file_id=file.pk, to=to.pk, post=own_post(actor), actor=actor)


def send(file, sender, receiver):
    return send_file(file_id=file.pk, post=own_post(sender), to_post=own_post(receiver), actor=sender)


def paper_in(file, pages):
    serial, page = next_place(file.pk)
    return CorrespondenceItem.objects.create(
        file=file, serial=serial, kind="RECEIPT", title="Letter", page_from=page, page_to=page + pages - 1,
        added_by=file.opened_by, added_at=file.opened_at,
    )  # fmt: skip


def refused_by_the_store(message, statement, *values):
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


def test_a_part_is_opened_while_the_main_file_is_away(file, assistant, superintendent):
    with pytest.raises(DomainError, match="is with you"):
        part_of(file, assistant)
    forward(file, assistant, superintendent)
    first, second = part_of(file, assistant), part_of(file, assistant)
    assert [first.number, second.number] == [f"{file.number}/Pt-1", f"{file.number}/Pt-2"]
    assert (first.main, first.subject, first.kind) == (file, file.subject, "PART")
    assert where(first).to_post == own_post(assistant)
    forward(first, assistant, superintendent, "Own notes")
    assert Note.objects.get(file=first).number == 1


def test_who_opens_no_part(file, assistant, superintendent, under_secretary, diarist, stranger):
    forward(file, assistant, superintendent)
    with pytest.raises(NotFound):
        part_of(file, stranger)
    with pytest.raises(NotPermitted, match="Only the branch"):
        part_of(file, under_secretary)
    part = part_of(file, assistant)
    forward(part, assistant, superintendent)
    with pytest.raises(DomainError, match="of the main file"):
        part_of(part, assistant)


def test_a_part_is_merged_back_and_then_read_only(file, assistant, superintendent):
    forward(file, assistant, superintendent)
    part = part_of(file, assistant)
    write_note(file_id=part.pk, post=own_post(assistant), body="<p>Draft</p>", language="en", actor=assistant)

    def merge(actor):
        return merge_part(file_id=part.pk, post=own_post(actor), actor=actor)

    with pytest.raises(DomainError, match="Both files must lie"):
        merge(assistant)
    send(part, assistant, superintendent)
    with pytest.raises(Conflict):
        merge(assistant)
    read_file(file_id=part.pk, actor=superintendent)
    write_note(
        file_id=part.pk, post=own_post(superintendent), body="<p>X</p>", language="en", actor=superintendent
    )
    with pytest.raises(DomainError, match="A note waits"):
        merge(superintendent)
    Note.objects.filter(file=part, state="YELLOW").update(state="DISCARDED", body="", text="")
    link = merge(superintendent)
    part.refresh_from_db()
    assert (part.state, link.kind, link.to) == ("MERGED", "MERGED_INTO", file)
    assert [row.number for row in tray([own_post(superintendent)]).rows] == [file.number]
    with pytest.raises(DomainError, match="no longer active"):
        write_note(
            file_id=part.pk,
            post=own_post(superintendent),
            body="<p>X</p>",
            language="en",
            actor=superintendent,
        )
    refused_by_the_store(
        "does not go from", "UPDATE eoffice_file SET state = 'ACTIVE' WHERE id = %s", part.pk
    )
    with pytest.raises(DomainError, match="Only a part file"):
        merge_part(file_id=file.pk, post=own_post(superintendent), actor=superintendent)


def test_volumes_go_on_with_notes_serials_and_pages(file, assistant, superintendent):
    paper_in(file, 3)
    paper_in(file, 2)
    forward(file, assistant, superintendent)
    return_file(
        file_id=file.pk, post=own_post(superintendent), actor=superintendent, way=Way(body="<p>2</p>")
    )
    second = open_volume(file_id=file.pk, post=own_post(assistant), actor=assistant)
    assert second.number == f"{file.number}/Vol-II"
    assert next_place(second.pk) == (3, 6)
    paper_in(second, 4)
    third = open_volume(file_id=file.pk, post=own_post(assistant), actor=assistant)
    assert (third.number, next_place(third.pk)) == (f"{file.number}/Vol-III", (4, 10))
    forward(second, assistant, superintendent, "Third note")
    notes = [list(Note.objects.filter(file=one, state="SEALED").order_by("number")) for one in (file, second)]
    assert [note.number for note in notes[0] + notes[1]] == [1, 2, 3]
    assert not sealing.faults(notes[1], keys.fits, (2, notes[0][1].hash))
    assert sealing.faults(notes[1], keys.fits, (2, "0" * 64))
    assert FileLink.objects.get(file=third).to == second
    with pytest.raises(IntegrityError, match="go on from the one before"), transaction.atomic():
        CorrespondenceItem.objects.create(
            file=third, serial=1, kind="RECEIPT", title="Letter", page_from=1, page_to=1,
            added_by=file.opened_by, added_at=file.opened_at,
        )  # fmt: skip
    with pytest.raises(Conflict, match="no longer with this post"):
        forward(third, assistant, superintendent)
        open_volume(file_id=file.pk, post=own_post(assistant), actor=assistant)


@given(st.integers(1, 39))
def test_covers_bear_roman_numbers(number):
    values = {"I": 1, "V": 5, "X": 10}
    signs = [values[sign] for sign in roman(number)]
    after = [*signs[1:], 0]
    assert sum(-one if one < later else one for one, later in zip(signs, after, strict=True)) == number


def test_what_is_attached_travels_inside_until_it_is_detached(
    file, assistant, superintendent, under_secretary
):
    inner = make_file(assistant, "Estimate of cost")
    attach(inner, file, assistant)
    assert [row.number for row in tray([own_post(assistant)]).rows] == [file.number]
    with pytest.raises(DomainError, match="attached to another"):
        send(inner, assistant, superintendent)
    forward(file, assistant, superintendent)
    assert (where(inner).to_post, where(inner).kind) == (own_post(superintendent), "ATTACHED")
    assert AuditEntry.objects.filter(stream=str(inner.pk), action="FILE_CARRIED").count() == 1
    with pytest.raises(Conflict):
        detach_file(file_id=inner.pk, post=own_post(assistant), actor=assistant)
    detach_file(file_id=inner.pk, post=own_post(superintendent), actor=superintendent)
    inner.refresh_from_db()
    assert inner.state == "ACTIVE"
    assert {row.number for row in tray([own_post(superintendent)]).rows} == {file.number, inner.number}
    send(file, superintendent, under_secretary)
    assert where(inner).to_post == own_post(superintendent)
    with pytest.raises(DomainError, match="not attached"):
        detach_file(file_id=inner.pk, post=own_post(superintendent), actor=superintendent)
    refused_by_the_store("stays known", "UPDATE eoffice_filelink SET reason = 'x'")
    refused_by_the_store("says to which", "UPDATE eoffice_file SET state = 'ATTACHED' WHERE id = %s", file.pk)


def test_what_is_not_attached(file, assistant, superintendent, stranger):
    other, third = make_file(assistant, "Other matter"), make_file(assistant, "Third matter")
    paper = make_file(assistant, "Paper matter", medium="PAPER")
    with pytest.raises(DomainError, match="to itself"):
        attach(file, file, assistant)
    with pytest.raises(DomainError, match="Paper and electronic"):
        attach(paper, file, assistant)
    with pytest.raises(NotFound):
        attach(file, other, stranger)
    attach(third, other, assistant)
    with pytest.raises(DomainError, match="Files are attached to this one"):
        attach(other, file, assistant)
    with pytest.raises(DomainError, match="attached to another"):
        attach(file, third, assistant)
    write_note(file_id=file.pk, post=own_post(assistant), body="<p>X</p>", language="en", actor=assistant)
    with pytest.raises(DomainError, match="A note waits"):
        attach(file, other, assistant)
    forward(other, assistant, superintendent)
    with pytest.raises(DomainError, match="Both files must lie"):
        attach(make_file(assistant), other, assistant)
    secret = make_file(assistant, "Graded matter")
    File.objects.filter(pk=secret.pk).update(grading=Grading.CONFIDENTIAL)
    with pytest.raises(NotFound):
        attach(secret, file, assistant)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["up", "back", "pull", "attach", "detach"]), max_size=9))
def test_an_attached_file_is_always_where_the_other_is(steps, assistant, superintendent):
    outer, inner = make_file(assistant), make_file(assistant, "Estimate of cost")
    officers = {own_post(officer): officer for officer in (assistant, superintendent)}
    for step in steps:
        holder = officers[where(outer).to_post]
        other = next(officer for officer in officers.values() if officer is not holder)
        try:
            if step == "up":
                forward(outer, holder, other)
            elif step == "back":
                return_file(
                    file_id=outer.pk, post=own_post(holder), actor=holder, way=Way(body="<p>Back</p>")
                )
            elif step == "pull":
                pull_back(file_id=outer.pk, post=own_post(other), actor=other)
            elif step == "attach":
                attach(inner, outer, holder)
            else:
                detach_file(file_id=inner.pk, post=own_post(holder), actor=holder)
        except DomainError:
            pass
        inner.refresh_from_db()
        if inner.state == "ATTACHED":
            assert where(inner).to_post == where(outer).to_post
        path = list(Movement.objects.filter(file=inner).order_by("number"))
        assert all(one.to_post == two.from_post for one, two in pairwise(path))
        assert sum(movement.closed_at is None for movement in path) == 1


def test_references_leave_both_files_alone(file, assistant, superintendent, stranger):
    other = make_file(assistant, "Earlier matter")
    link = link_files(
        file_id=file.pk, to=other.pk, kind="PREVIOUS", post=own_post(assistant), actor=assistant
    )
    with pytest.raises(DomainError, match="stands already"):
        link_files(file_id=file.pk, to=other.pk, kind="PREVIOUS", post=own_post(assistant), actor=assistant)
    with pytest.raises(DomainError, match="kind of reference"):
        link_files(file_id=file.pk, to=other.pk, kind="ATTACHED", post=own_post(assistant), actor=assistant)
    with pytest.raises(DomainError, match="refer to itself"):
        link_files(file_id=file.pk, to=file.pk, kind="SEE_ALSO", post=own_post(assistant), actor=assistant)
    with pytest.raises(NotFound):
        unlink_files(link_id=link.pk, post=own_post(stranger), actor=stranger)
    forward(file, assistant, superintendent)
    assert where(other).to_post == own_post(assistant)
    with pytest.raises(Conflict):
        unlink_files(link_id=link.pk, post=own_post(assistant), actor=assistant)
    ended = unlink_files(link_id=link.pk, post=own_post(superintendent), actor=superintendent)
    assert ended.ended_by.officer == superintendent.person
    with pytest.raises(DomainError, match="taken away already"):
        unlink_files(link_id=link.pk, post=own_post(superintendent), actor=superintendent)
    with pytest.raises(NotFound):
        unlink_files(link_id=file.pk, post=own_post(superintendent), actor=superintendent)


def test_paper_is_sent_without_a_note_and_received_by_hand(assistant, superintendent, under_secretary):
    paper = make_file(assistant, "Old ledger", medium="PAPER")
    send(paper, assistant, superintendent)
    assert read_file(file_id=paper.pk, actor=superintendent) is False
    assert where(paper).read_at is None
    with pytest.raises(Conflict, match="no longer with this post"):
        receive_paper(file_id=paper.pk, post=own_post(assistant), actor=assistant)
    assert receive_paper(file_id=paper.pk, post=own_post(superintendent), actor=superintendent).read_at
    with pytest.raises(Conflict, match="received already"):
        receive_paper(file_id=paper.pk, post=own_post(superintendent), actor=superintendent)
    with pytest.raises(DomainError, match="Only a paper file"):
        receive_paper(file_id=make_file(assistant).pk, post=own_post(assistant), actor=assistant)
