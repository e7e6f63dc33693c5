"""Diarising: the number, the marking in the same step, duplicates, copies, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice.events import ReceiptDiarised
from sanjha.eoffice.models import Receipt, Sender
from sanjha.eoffice.operations.attach_scan import attach_scan
from sanjha.eoffice.queries.access import visible_receipt
from sanjha.eoffice.queries.tray import tray
from sanjha.eoffice.scans import Upload
from sanjha.eoffice.tests.dak import DC, a_png, diarise, lies, scan
from sanjha.eoffice.tests.factories import own_post, personal_staff
from sanjha.kernel import clock
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import Allocation, AuditEntry, OutboxEvent


def test_a_letter_gets_the_next_number_of_the_registry(diarist):
    first, second = diarise(diarist), diarise(diarist)
    assert [first.number, second.number] == ["1/2026/REV-HQ-CRU", "2/2026/REV-HQ-CRU"]
    assert lies(first).to_post == own_post(diarist)
    assert first.diarised_by.title.en == "Diarist, Central Registry"
    assert OutboxEvent.objects.filter(kind="eoffice.ReceiptDiarised").count() == 2
    assert ReceiptDiarised.__doc__
    assert AuditEntry.objects.get(stream=str(first.pk)).action == "RECEIPT_DIARISED"


def test_each_branch_and_calendar_year_counts_apart(diarist, assistant):
    diarise(diarist)
    assert diarise(assistant).number == "1/2026/REV-HQ-REV2"
    with clock.frozen("2027-01-01T09:00:00+05:30"):
        assert diarise(diarist).number == "1/2027/REV-HQ-CRU"


def test_a_refused_letter_leaves_no_gap(diarist, stranger):
    diarise(diarist)
    with pytest.raises(DomainError):
        diarise(diarist, subject="")
    with pytest.raises(DomainError):
        diarise(diarist, scans=[Upload("macro.docm", b"PK\x03\x04")])
    assert diarise(diarist).number == "2/2026/REV-HQ-CRU"


def test_a_roll_back_gives_the_number_back(diarist, monkeypatch):
    monkeypatch.setattr("sanjha.eoffice.operations.diarise_receipt.audit.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        diarise(diarist)
    monkeypatch.undo()
    assert diarise(diarist).number == "1/2026/REV-HQ-CRU"
    assert Allocation.objects.get(series="eoffice.receipt/REV-HQ-CRU/2026").last == 1


def test_it_is_marked_in_the_same_step(diarist, superintendent, under_secretary, secretary):
    receipt = diarise(diarist, to=superintendent, copies=[under_secretary, secretary])
    where = lies(receipt)
    assert (where.to_post, where.number, where.read_at) == (own_post(superintendent), 2, None)
    copies = list(receipt.copies.order_by("number"))
    assert [copy.number for copy in copies] == ["1/2026/REV-HQ-CRU/C1", "1/2026/REV-HQ-CRU/C2"]
    assert [lies(copy).to_post for copy in copies] == [own_post(under_secretary), own_post(secretary)]
    assert [row.number for row in tray([own_post(superintendent)], folder="receipts").rows] == [
        receipt.number
    ]
    assert not tray([own_post(diarist)], folder="receipts").rows
    assert visible_receipt(secretary, copies[1].pk) == copies[1]


def test_a_second_letter_of_one_sender_with_one_number_is_pointed_out(diarist, assistant):
    first = diarise(diarist, letter_number="325/81-AR")
    for number in ("325/81-AR", "325 / 81 - ar"):
        with pytest.raises(Conflict, match=first.number) as refused:
            diarise(diarist, letter_number=number)
        assert refused.value.code == "alike"
    with pytest.raises(Conflict, match=first.number):
        diarise(assistant, letter_number="325/81-AR")
    assert diarise(diarist, letter_number="325/81-AR", confirmed=True).number == "2/2026/REV-HQ-CRU"
    assert diarise(diarist, letter_number="326/81-AR").number == "3/2026/REV-HQ-CRU"
    other = Sender(name="x", organisation="SDM Batala")
    assert diarise(diarist, letter_number="325/81-AR", sender=other).number == "4/2026/REV-HQ-CRU"


def test_letters_without_a_number_are_no_duplicates(diarist):
    diarise(diarist)
    assert diarise(diarist).alike == ""


def test_a_sheet_that_is_sent_twice_diarises_once(diarist):
    form = new_id()
    assert diarise(diarist, form=form) == diarise(diarist, form=form)
    assert Receipt.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(**copied(Receipt.objects.get(), number="9/2026/X"))


def copied(receipt, **changes):
    fields = {field.attname: getattr(receipt, field.attname) for field in receipt._meta.concrete_fields}
    return fields | {"id": new_id()} | changes


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        ({"subject": "a"}, "subject"),
        ({"subject": "x" * 301}, "subject"),
        ({"sender": Sender(name=" ")}, "name"),
        ({"sender": Sender(name="Kaur", email="no address")}, "email"),
        ({"sender": Sender(name="Kaur", mobile="12345")}, "mobile"),
        ({"received_on": date(2026, 11, 24)}, "received_on"),
        ({"letter_date": date(2026, 11, 24)}, "letter_date"),
        ({"enclosures": 501}, "enclosures"),
        ({"mode": "PIGEON"}, ""),
        ({"language": "fr"}, ""),
        ({"grading": 9}, "grading"),
    ],
)
def test_a_diary_entry_that_cannot_be_is_refused(letter, field, diarist):
    with pytest.raises(DomainError) as refused:
        diarise(diarist, **letter)
    assert refused.value.field == field
    assert not Receipt.objects.exists()


def test_who_has_not_the_power_diarises_nothing(diarist, stranger, secretary, staff):
    with pytest.raises(NotPermitted, match="may not diarise"):
        diarise(secretary)
    with pytest.raises(NotPermitted, match="not with one of your posts"):
        diarise_as(stranger, own_post(diarist))
    personal_staff(staff, secretary)
    with pytest.raises(NotPermitted, match="may not diarise"):
        diarise_as(staff, own_post(secretary))


def diarise_as(actor, post):
    from sanjha.eoffice.operations.diarise_receipt import Entry, diarise_receipt  # noqa: PLC0415
    from sanjha.eoffice.tests.dak import a_letter  # noqa: PLC0415

    return diarise_receipt(entry=Entry(letter=a_letter()), post=post, actor=actor)


def test_who_may_see_it(diarist, superintendent, assistant, stranger):
    receipt = diarise(diarist, to=superintendent)
    for reader in (diarist, superintendent):
        assert visible_receipt(reader, receipt.pk) == receipt
    with pytest.raises(NotFound):
        visible_receipt(stranger, receipt.pk)


def test_scans_are_kept_and_their_pages_counted(diarist):
    receipt = diarise(diarist, scans=[scan(3), Upload("C:\\scans\\photo.png", a_png())])
    assert [
        (one.position, one.name, one.pages, one.media_type) for one in receipt.scans.order_by("position")
    ] == [
        (1, "letter.pdf", 3, "application/pdf"),
        (2, "photo.png", 1, "image/png"),
    ]
    attach_scan(receipt_id=receipt.pk, post=own_post(diarist), uploads=[scan(2, "more.pdf")], actor=diarist)
    assert receipt.scans.get(name="more.pdf").position == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload-empty"),
        (b"PK\x03\x04 a document with macros", "upload-kind"),
        (b"MZ a program", "upload-kind"),
        (b"%PDF-1.7 broken %%EOF", "upload-damaged"),
    ],
)
def test_a_hostile_scan_is_refused_with_its_name(data, code, diarist):
    with pytest.raises(DomainError, match="evil") as refused:
        diarise(diarist, scans=[Upload("evil.docm", data)])
    assert (refused.value.code, refused.value.field) == (code, "scans")
    assert not Receipt.objects.exists()


def test_scans_are_attached_where_the_receipt_lies_only(diarist, superintendent):
    receipt = diarise(diarist, to=superintendent)
    with pytest.raises(Conflict):
        attach_scan(receipt_id=receipt.pk, post=own_post(diarist), uploads=[scan()], actor=diarist)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE eoffice_receipt SET number = 'X'", "number is never changed"),
        ("UPDATE eoffice_receipt SET subject = 'X'", "diary is never changed"),
        ("DELETE FROM eoffice_receipt", "number is never changed"),
        ("UPDATE eoffice_receipt SET state = 'IN_FILE'", "lies with no post"),
    ],
)
def test_the_store_keeps_the_diary(statement, message, diarist):
    diarise(diarist, sender=DC)
    with pytest.raises(IntegrityError, match=message), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
