"""The record room: classes and dates, reviews, slips, legal holds, and weeding that leaves a tombstone."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sanjha.eoffice import keys, rules_records, sealing
from sanjha.eoffice.models import File, Note, RecordEntry, RetentionRule, WeedingEntry, WeedingList
from sanjha.eoffice.operations.approve_weeding import approve_weeding
from sanjha.eoffice.operations.decide_closing import decide_closing
from sanjha.eoffice.operations.draw_weeding_list import draw_weeding_list
from sanjha.eoffice.operations.hold_file import hold_file, lift_hold
from sanjha.eoffice.operations.propose_closing import propose_reopening
from sanjha.eoffice.operations.record_file import record_file
from sanjha.eoffice.operations.requisition_file import (
    decide_requisition,
    requisition_file,
    return_requisition,
)
from sanjha.eoffice.operations.review_record import review_record
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.tests.factories import close, make_file, own_post, pdf, recorded, where
from sanjha.kernel import audit_verify, blobs, clock
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted

LATER = "2037-01-04T10:00:00+05:30"


@pytest.fixture
def three(assistant, superintendent, records):
    return assistant, superintendent, records


def record(file, actor, record_class="C"):
    return record_file(file_id=file.pk, post=own_post(actor), record_class=record_class, actor=actor)


def hold(file, actor, ground="COURT", reference="CWP 4711 of 2026"):
    return hold_file(file_id=file.pk, post=own_post(actor), ground=ground, reference=reference, actor=actor)


def draw(actor, *files):
    return draw_weeding_list(
        file_ids=[file.pk for file in files], post=own_post(actor), reason="Ten years are over", actor=actor
    )


def approve(weeding, actor):
    return approve_weeding(list_id=weeding.pk, post=own_post(actor), actor=actor)


def refused_by_the_store(message, statement, *values):
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    ("record_class", "review_on", "destroy_on"),
    [
        ("A", date(2051, 11, 23), None),
        ("B", date(2051, 11, 23), None),
        ("C", date(2031, 11, 23), date(2036, 11, 23)),
    ],
)
def test_a_closed_file_is_recorded_with_the_dates_of_its_class(record_class, review_on, destroy_on, three):
    file = recorded(three, record_class)
    entry = RecordEntry.objects.get(file=file)
    assert (entry.review_on, entry.destroy_on) == (review_on, destroy_on)
    assert (file.state, where(file).kind, where(file).to_post) == ("RECORDED", "RECORDED", own_post(three[2]))
    assert entry.rule.is_draft


def test_what_is_not_recorded(three, clerk, stranger):
    assistant, superintendent, records = three
    file = make_file(assistant)
    with pytest.raises(NotFound):
        record(file, records)
    with pytest.raises(NotPermitted, match="keep the record room"):
        record(file, assistant)
    close(file, assistant, superintendent)
    with pytest.raises(DomainError, match="Choose the class"):
        record(file, records, "")
    with pytest.raises(NotFound):
        record(file, stranger)
    record(file, records)
    with pytest.raises(DomainError, match="Only a closed file"):
        record(file, records)
    other = make_file(assistant, "Other matter")
    close(other, assistant, superintendent)
    refused_by_the_store(
        "with its class", "UPDATE eoffice_file SET state = 'RECORDED' WHERE id = %s", other.pk
    )
    refused_by_the_store("record_for_ever", "UPDATE eoffice_recordentry SET record_class = 'A'")


def test_a_department_s_own_rule_goes_before(three):
    RetentionRule.objects.create(
        department="REV", record_class="C", title={"en": "Three years"}, keep_years=3, review_years=1,
        source="Order 12 of 2026", is_draft=False,
    )  # fmt: skip
    assert RecordEntry.objects.get(file=recorded(three)).destroy_on == date(2029, 11, 23)
    with pytest.raises(IntegrityError, match="retention_rule_sourced"), transaction.atomic():
        RetentionRule.objects.filter(department="REV").update(source="")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_years_later_is_never_an_earlier_day(day, years):
    later = rules_records.years_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in {(day.month, day.day), (3, 1)}


def test_reviews(three, stranger):
    file, precious = recorded(three), recorded(three, "A", "Precious matter")
    records = three[2]

    def review(subject=file, outcome="KEEP", remarks="Still wanted", actor=records, on=date(2028, 1, 1)):
        return review_record(
            file_id=subject.pk, post=own_post(actor), outcome=outcome, remarks=remarks, next_review_on=on, actor=actor
        )  # fmt: skip

    review()
    assert RecordEntry.objects.get(file=file).review_on == date(2028, 1, 1)
    for given_, message in [
        ({"on": None}, "reviewed again"),
        ({"on": date(2026, 1, 1)}, "after today"),
        ({"remarks": ""}, "Give the reason"),
        ({"outcome": "SELL"}, "Keep or weed"),
        ({"subject": precious, "outcome": "WEED"}, "kept for ever"),
    ]:
        with pytest.raises(DomainError, match=message):
            review(**given_)
    with pytest.raises(NotFound):
        review(actor=stranger)
    with pytest.raises(NotPermitted):
        review(actor=three[0])
    refused_by_the_store("append-only", "UPDATE eoffice_recordreview SET remarks = 'x'")


def test_a_slip_lets_a_desk_read_until_it_is_returned(three, stranger, superintendent):
    file, records = recorded(three), three[2]

    def ask(number=file.number, purpose="To reply to the court", until=date(2026, 12, 24)):
        return requisition_file(
            number=number, post=own_post(stranger), purpose=purpose, until=until, actor=stranger
        )

    with pytest.raises(DomainError, match="No file of this number"):
        ask("nothing")
    with pytest.raises(DomainError, match="after today"):
        ask(until=date(2026, 11, 23))
    with pytest.raises(DomainError, match="Give the reason"):
        ask(purpose="")
    slip = ask()
    with pytest.raises(DomainError, match="stands already"):
        ask()
    with pytest.raises(NotFound):
        visible_file(stranger, file.pk)

    def decide(issued=True, actor=records, remarks="", which=slip):
        return decide_requisition(
            slip_id=which.pk, post=own_post(actor), issued=issued, actor=actor, remarks=remarks
        )

    with pytest.raises(NotPermitted):
        decide(actor=superintendent)
    with pytest.raises(DomainError, match="Give the reason"):
        decide(issued=False)
    with pytest.raises(DomainError, match="Nothing is out"):
        return_requisition(slip_id=slip.pk, post=own_post(records), actor=records)
    decide()
    assert visible_file(stranger, file.pk) == file
    with pytest.raises(Conflict, match="decided already"):
        decide()
    return_requisition(slip_id=slip.pk, post=own_post(records), actor=records)
    with pytest.raises(NotFound):
        visible_file(stranger, file.pk)
    refused = ask()
    assert decide(False, remarks="It is with the court", which=refused).is_issued is False
    with pytest.raises(NotFound):
        decide_requisition(slip_id=file.pk, post=own_post(records), issued=True, actor=records)


def test_weeding_leaves_a_tombstone_that_still_verifies(three):
    scan = pdf(3)
    file = recorded(three, scan=scan)
    kept = recorded(three, subject="Kept matter")
    digest = file.correspondence.get().blob
    hashes = list(Note.objects.filter(file=file).order_by("number").values_list("hash", flat=True))
    with clock.frozen(LATER):
        weeding = draw(three[1], file)
        assert weeding.number == "W/REV/2037/1"
        approve(weeding, three[2])
    file.refresh_from_db()
    notes = list(Note.objects.filter(file=file).order_by("number"))
    assert file.state == "WEEDED"
    assert [(note.body, note.text, bytes(note.salt)) for note in notes] == [("", "", b"")] * 2
    assert [note.hash for note in notes] == hashes
    assert [note.author.name.en for note in notes] == ["Sukhdev Singh", notes[1].author.name.en]
    assert not sealing.faults(notes, keys.fits)
    assert not blobs.exists(digest)
    entry = WeedingEntry.objects.get()
    assert [row[2] for row in entry.tombstone["notes"]] == hashes
    assert entry.tombstone["papers"] == [[str(file.pk), 1, digest]]
    assert Note.objects.filter(file=kept).exclude(body="").count() == 2
    assert not audit_verify.verify().findings
    refused_by_the_store("stays as it was set", "UPDATE eoffice_weedingentry SET tombstone = '{}'")
    refused_by_the_store("never changed", "UPDATE eoffice_weedinglist SET number = 'X'")
    notes[0].hash = "0" * 64
    assert sealing.faults(notes, keys.fits)


def test_bytes_that_another_file_holds_stay(three):
    scan = pdf(2)
    file, other = recorded(three, scan=scan), recorded(three, subject="Other matter", scan=scan)
    with clock.frozen(LATER):
        approve(draw(three[1], file), three[2])
    assert blobs.get(other.correspondence.get().blob) == scan


def test_nothing_is_weeded_before_its_time_or_under_a_hold(three, assistant):
    file, precious = recorded(three), recorded(three, "A", "Precious matter")
    head, records = three[1], three[2]
    with pytest.raises(DomainError, match="whose time is over"):
        draw(head, file)
    with clock.frozen(LATER):
        with pytest.raises(DomainError, match="whose time is over"):
            draw(head, file, precious)
        with pytest.raises(DomainError, match="Choose the files"):
            draw(head)
        with pytest.raises(NotPermitted):
            draw(assistant, file)
        weeding = draw(head, file)
        placed = hold(file, records)
        with pytest.raises(DomainError, match=f"legal hold stands on: {file.number}"):
            approve(weeding, records)
        with pytest.raises(DomainError, match="legal hold"):
            draw(head, file)
        WeedingList.objects.filter(pk=weeding.pk).update(approved_at=clock.now())
        refused_by_the_store("legal hold", "UPDATE eoffice_file SET state = 'WEEDED' WHERE id = %s", file.pk)
        lift_hold(hold_id=placed.pk, post=own_post(records), actor=records)
        with pytest.raises(Conflict, match="approved already"):
            approve(weeding, records)


def test_who_approves_a_list(three, stranger):
    file = recorded(three)
    with clock.frozen(LATER):
        weeding = draw(three[1], file)
        with pytest.raises(NotPermitted, match="Somebody else"):
            approve_weeding(
                list_id=weeding.pk,
                post=own_post(three[2]),
                actor=_as_drawer(three[2], three[1]),
            )
        with pytest.raises(NotPermitted, match="keep the record room"):
            approve(weeding, stranger)
        with pytest.raises(NotFound):
            approve_weeding(list_id=file.pk, post=own_post(three[2]), actor=three[2])
        taken_up = propose_reopening(
            file_id=file.pk, post=own_post(three[0]), reason="Asked for", actor=three[0]
        )
        decide_closing(closing_id=taken_up.pk, post=own_post(three[1]), approved=True, actor=three[1])
        with pytest.raises(DomainError, match="not in the record room"):
            approve(weeding, three[2])


def _as_drawer(keeper, drawer):
    """The drawer of the list, who holds the records officer's post as well."""
    return replace(keeper, person=drawer.person)


@pytest.mark.parametrize("change", ["body = 'other'", "body = '', text = '', salt = ''", "hash = 'x'"])
def test_the_store_empties_no_note_that_is_not_weeded(change, three):
    file = recorded(three)
    refused_by_the_store("never changed", f"UPDATE eoffice_note SET {change} WHERE file_id = %s", file.pk)


@pytest.mark.parametrize("change", ["hash = 'x'", "sealed_text = 'x'", "number = 9", "body = 'new'"])
def test_of_a_weeded_note_nothing_else_changes(change, three):
    file = recorded(three)
    with clock.frozen(LATER):
        approve(draw(three[1], file), three[2])
    refused_by_the_store("never changed", f"UPDATE eoffice_note SET {change} WHERE file_id = %s", file.pk)


def test_who_holds_and_lifts(three, stranger):
    file = recorded(three)
    placed = hold(file, three[1])
    with pytest.raises(DomainError, match="stands already"):
        hold(file, three[1])
    with pytest.raises(DomainError, match="ground"):
        hold(file, three[1], ground="WHIM")
    with pytest.raises(DomainError, match="Give the reason"):
        hold(file, three[1], reference="")
    with pytest.raises(NotFound):
        hold(file, stranger)
    with pytest.raises(NotPermitted, match="records officer or the head"):
        hold(file, three[0], reference="Other case")
    with pytest.raises(NotPermitted):
        lift_hold(hold_id=placed.pk, post=own_post(three[0]), actor=three[0])
    lift_hold(hold_id=placed.pk, post=own_post(three[2]), actor=three[2])
    with pytest.raises(DomainError, match="lifted already"):
        lift_hold(hold_id=placed.pk, post=own_post(three[2]), actor=three[2])
    with pytest.raises(NotFound):
        lift_hold(hold_id=file.pk, post=own_post(three[2]), actor=three[2])
    assert File.objects.get(pk=file.pk).state == "RECORDED"
