import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection

from sanjha.kernel import audit_verify, blobs, clock, numbers
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Conflict, DomainError, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.text import Text
from sanjha.locker.canonical import digest
from sanjha.locker.models import Contents, Delivery, Document, SignedFile, SignerCertificate
from sanjha.locker.operations import issue_document as operation
from sanjha.locker.operations.issue_document import allot_document, complete_issue, issue_document
from sanjha.locker.operations.withdraw_certificate import withdraw_certificate
from sanjha.locker.qr import credential, picture
from sanjha.locker.record import record_of
from sanjha.locker.signing.keyring import Keyring
from sanjha.locker.tests.factories import (
    OFFICE,
    PURPOSE,
    house_keys,
    income_data,
    issue_request,
    issued,
    text,
)
from sanjha.locker.tests.pages import picture_of, words_of

pytestmark = pytest.mark.django_db


def test_a_document_is_numbered_signed_registered_delivered_audited_and_announced():
    request = issue_request()
    house_keys()

    document = issue_document(request=request, actor=SYSTEM, purpose=PURPOSE)

    document = Document.objects.select_related("file__signer", "contents").get(pk=document.pk)
    assert document.number.startswith("PB/BNL/INCER/2026/0000001-")
    assert numbers.is_valid(document.number)
    assert document.doc_id.isdigit()
    assert len(document.doc_id) == 10
    assert document.uri == f"in.gov.punjab.sanjha-INCER-{document.doc_id}"
    assert (document.state, document.issued_at) == ("ISSUED", clock.now())
    assert (document.subject, document.office, document.period) == (request.subject, OFFICE, "2025-26")
    pdf = blobs.get(document.file.sha256)
    assert (hashlib.sha256(pdf).hexdigest(), len(pdf)) == (document.file.sha256, document.file.size)
    assert document.file.signer.office_code == "T255"
    assert document.file.signer.is_specimen
    (delivery,) = document.deliveries.all()
    assert (delivery.channel, delivery.state) == ("LOCKER", "DELIVERED")
    assert list(
        AuditEntry.objects.filter(stream=str(document.id)).values_list("action", flat=True).order_by("number")
    ) == [
        "DOCUMENT_ALLOTTED",
        "DOCUMENT_ISSUED",
    ]
    event = OutboxEvent.objects.get()
    assert event.kind == "locker.DocumentIssued"
    assert event.payload["number"] == document.number
    assert event.payload["source_id"] == str(request.source_id)


def test_the_page_shows_number_and_dates_and_the_code_states_the_register_s_hash(tmp_path):
    document = issued()
    pdf = blobs.get(document.file.sha256)

    words = words_of(pdf, tmp_path)
    assert document.number in words
    assert "23-11-2026 – 31-03-2027" in words
    assert f"/v/{document.doc_id}" in words
    (code,) = picture.read(picture_of(pdf, tmp_path))
    stated = credential.verify(code, trust=house_keys().trust).credential
    assert stated.number == document.number
    assert stated.document_id == document.doc_id
    assert stated.data_hash.hex() == document.file.data_sha256[:32]
    assert stated.expires_at.astimezone(clock.IST).isoformat() == "2027-04-01T00:00:00+05:30"
    assert stated.fields["name_pa"] == "ਹਰਪ੍ਰੀਤ ਕੌਰ"


def test_the_register_s_hash_is_made_anew_from_its_rows():
    document = Document.objects.select_related("contents", "file").get(pk=issued().pk)
    assert (
        digest(record_of(document, document.contents, document.issue_time)).hex() == document.file.data_sha256
    )


def test_asking_again_gives_the_same_document_and_writes_nothing():
    request = issue_request()
    house_keys()
    first = issue_document(request=request, actor=SYSTEM, purpose=PURPOSE)
    entries = AuditEntry.objects.count()

    again = issue_document(request=request, actor=SYSTEM, purpose=PURPOSE)

    assert again == first
    assert AuditEntry.objects.count() == entries
    assert SignedFile.objects.count() == Delivery.objects.count() == OutboxEvent.objects.count() == 1


def test_a_failure_after_the_number_was_given_is_continued_in_the_same_row(monkeypatch):
    request = issue_request()
    house_keys()
    with monkeypatch.context() as broken:
        broken.setattr(
            operation, "sign_pdf", lambda *_args, **_kwargs: (_ for _ in ()).throw(Unavailable("no key"))
        )
        with pytest.raises(Unavailable, match="no key"):
            issue_document(request=request, actor=SYSTEM, purpose=PURPOSE)
    waiting = Document.objects.get()
    assert waiting.state == "ALLOTTED"
    assert not SignedFile.objects.exists()
    assert not OutboxEvent.objects.exists()

    document = issue_document(request=request, actor=SYSTEM, purpose=PURPOSE)

    assert (document.number, document.doc_id) == (waiting.number, waiting.doc_id)
    assert document.state == "ISSUED"


def test_a_failure_while_registering_leaves_no_trace_of_the_attempt(monkeypatch):
    request = issue_request()
    house_keys()
    with monkeypatch.context() as broken:
        broken.setattr(operation.events, "publish", lambda _event: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue_document(request=request, actor=SYSTEM, purpose=PURPOSE)
    assert Document.objects.get().state == "ALLOTTED"
    assert not SignedFile.objects.exists()
    assert not Delivery.objects.exists()
    assert not SignerCertificate.objects.exists()

    assert issue_document(request=request, actor=SYSTEM, purpose=PURPOSE).state == "ISSUED"


def test_a_retry_prints_what_was_asked_last():
    request = issue_request()
    house_keys()
    allot_document(request=request, actor=SYSTEM, purpose=PURPOSE)
    corrected = issue_request(source_id=request.source_id, data=income_data(name=text("Corrected Name")))

    document = issue_document(request=corrected, actor=SYSTEM, purpose=PURPOSE)

    assert Contents.objects.get().data["beneficiary"]["name"]["en"] == "Corrected Name"
    actions = (
        AuditEntry.objects.filter(stream=str(document.id)).values_list("action", flat=True).order_by("number")
    )
    assert list(actions) == ["DOCUMENT_ALLOTTED", "DOCUMENT_CONTENTS_CHANGED", "DOCUMENT_ISSUED"]


def test_an_issued_document_never_changes_whatever_is_asked_later():
    first = issued(source_id=(source_id := new_id()))
    again = issued(source_id=source_id, data=income_data(name=text("Somebody Else")))
    assert again == first
    assert again.file.sha256 == first.file.sha256
    assert Contents.objects.get().data["beneficiary"]["name"]["en"] == "Harpreet Kaur"


def test_numbers_of_a_series_follow_one_another_and_years_begin_anew():
    given = [issued().number, issued().number]
    with clock.frozen("2027-01-04"):
        given.append(issued(valid_to=None).number)
    assert [number.rpartition("-")[0] for number in given] == [
        "PB/BNL/INCER/2026/0000001",
        "PB/BNL/INCER/2026/0000002",
        "PB/BNL/INCER/2027/0000001",
    ]


def test_a_random_id_that_is_taken_is_drawn_again(monkeypatch):
    taken = int(issued().doc_id)
    drawn = iter([taken, taken, 42])
    monkeypatch.setattr(operation.secrets, "randbelow", lambda _limit: next(drawn))
    assert issued().doc_id == "0000000042"
    assert sorted(Document.objects.values_list("number", flat=True)) == sorted(
        f"{body}-{numbers.check_character(body)}"
        for body in ("PB/BNL/INCER/2026/0000001", "PB/BNL/INCER/2026/0000002")
    )


def test_a_store_that_always_refuses_the_row_is_a_conflict(monkeypatch):
    monkeypatch.setattr(operation.secrets, "randbelow", lambda _limit: int(taken))
    taken = "7"
    issued()
    with pytest.raises(Conflict):
        issued()
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message", "field"),
    [
        ({"template": "../secret.typ"}, "no document template", "template"),
        ({"template": "revenue/nothing/document.typ"}, "no document template", "template"),
        ({"template": "/etc/passwd"}, "no document template", "template"),
        ({"doctype": "XXXXX"}, "not among the issuer's kinds", "doctype"),
        ({"district": "bnl/../"}, "wrong form", ""),
        ({"source": "Sewa!"}, "wrong form", ""),
        ({"office_code": "T 255"}, "office code", "office_code"),
        ({"valid_to": date(2026, 1, 1)}, "cannot end before", "valid_to"),
        ({"data": {"a": 1.5}}, "may only hold text", "a"),
        ({"data": {"a": "x" * 200_001}}, "too much data", "data"),
        ({"data": {"a": "漢"}}, "cannot be printed on a document: 漢", "data"),
        ({"title": Text("Income 漢")}, "cannot be printed", "title"),
        ({"qr_fields": {}}, "holder's name", "qr_fields"),
        ({"qr_fields": {"name": ""}}, "holder's name", "qr_fields"),
        ({"qr_fields": {"name": "x" * 121}}, "holder's name", "qr_fields"),
        ({"qr_fields": {"name": "x", "Bad Name": "y"}}, "holder's name", "qr_fields"),
        ({"qr_fields": {f"name{n}": "x" for n in range(11)} | {"name": "x"}}, "holder's name", "qr_fields"),
    ],
)
def test_a_request_that_could_never_be_printed_is_refused_before_a_number_is_given(changes, message, field):
    with pytest.raises(DomainError, match=message) as refused:
        issue_document(request=issue_request(**changes), actor=SYSTEM, purpose=PURPOSE)
    assert refused.value.field == field
    assert not Document.objects.exists()
    assert not AuditEntry.objects.exists()


def test_data_that_does_not_fit_the_template_is_refused_and_can_be_mended():
    source_id = new_id()
    with pytest.raises(DomainError, match="could not be made from this data"):
        issued(source_id=source_id, data={"nothing": "here"})
    assert issued(source_id=source_id).state == "ISSUED"


def test_an_office_without_a_certificate_is_told_so_and_keeps_its_number():
    source_id = new_id()
    with pytest.raises(Unavailable, match="T999 has no document-signer certificate"):
        issued(source_id=source_id, office_code="T999")
    assert Document.objects.get(source_id=source_id).state == "ALLOTTED"


def test_a_withdrawn_certificate_signs_nothing_more():
    document = issued()
    withdraw_certificate(fingerprint=document.file.signer.fingerprint, reason="Key lost", actor=SYSTEM)
    with pytest.raises(Unavailable, match="was withdrawn"):
        issued()
    assert Document.objects.filter(state="ISSUED").count() == 1


def test_a_production_site_never_signs_with_the_test_authority(monkeypatch):
    monkeypatch.setattr(operation, "conf", replace(conf, production=True))
    with pytest.raises(Unavailable, match="does not sign with the test authority"):
        issued()


def test_a_licensed_certificate_makes_a_document_without_the_band(monkeypatch, tmp_path):
    monkeypatch.setattr(Keyring, "is_specimen", lambda *_args: False)
    words = words_of(blobs.get(issued().file.sha256), tmp_path)
    assert "SPECIMEN" not in words
    assert "INCOME CERTIFICATE" in words


def test_a_change_made_behind_the_program_s_back_is_found():
    document = issued()
    assert audit_verify.verify().findings == []
    with connection.cursor() as cursor:
        cursor.execute('UPDATE locker_contents SET qr_fields = \'{"name": "Somebody Else"}\'')
    (finding,) = audit_verify.verify().findings
    assert (finding.kind, finding.table) == ("row-changed", "locker_contents")
    assert Document.objects.get().pk == document.pk


def test_the_store_itself_refuses_a_second_document_for_a_case_and_an_issue_without_time():
    document = issued()
    with pytest.raises(IntegrityError):
        Document.objects.filter(pk=document.pk).update(issued_at=None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_case_make_one_document():
    house_keys()
    request = issue_request()

    def work(_number):
        try:
            with clock.frozen("2026-11-23T10:00:00+05:30"):
                return issue_document(request=request, actor=SYSTEM, purpose=PURPOSE).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(work, range(4)))

    assert len(set(given)) == 1
    assert SignedFile.objects.count() == Delivery.objects.count() == OutboxEvent.objects.count() == 1
    assert audit_verify.verify().findings == []


@pytest.mark.django_db(transaction=True)
def test_workers_at_different_cases_leave_no_gap_in_the_numbers():
    house_keys()

    def work(_number):
        try:
            with clock.frozen("2026-11-23T10:00:00+05:30"):
                return issue_document(request=issue_request(), actor=SYSTEM, purpose=PURPOSE).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = sorted(pool.map(work, range(8)))

    assert [number.split("/")[-1][:7] for number in given] == [f"{n:07d}" for n in range(1, 9)]
    assert SignerCertificate.objects.count() == 2


def test_a_page_made_from_contents_that_were_changed_meanwhile_is_not_registered():
    request = issue_request()
    house_keys()
    slow = allot_document(request=request, actor=SYSTEM, purpose=PURPOSE)
    corrected = issue_request(source_id=request.source_id, data=income_data(name=text("Corrected Name")))
    allot_document(request=corrected, actor=SYSTEM, purpose=PURPOSE)

    with pytest.raises(Conflict):
        complete_issue(document=slow, actor=SYSTEM)

    assert Document.objects.get().state == "ALLOTTED"
    document = issue_document(request=corrected, actor=SYSTEM, purpose=PURPOSE)
    stored = Document.objects.select_related("contents", "file").get(pk=document.pk)
    assert digest(record_of(stored, stored.contents, stored.issue_time)).hex() == stored.file.data_sha256


@pytest.mark.django_db(transaction=True)
def test_a_page_made_by_the_slower_worker_is_thrown_away():
    house_keys()
    document = allot_document(request=issue_request(), actor=SYSTEM, purpose=PURPOSE)
    first = complete_issue(document=document, actor=SYSTEM)
    with clock.frozen("2026-11-24"):
        second = complete_issue(document=document, actor=SYSTEM)
    assert second.issued_at == first.issued_at
    assert SignedFile.objects.count() == 1
