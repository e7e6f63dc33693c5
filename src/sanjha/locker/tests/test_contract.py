from datetime import date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.db import transaction

from sanjha.exchange import contract as exchange
from sanjha.exchange.models import Reading
from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.context import request_scope
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import officer_with
from sanjha.kernel.text import Text
from sanjha.locker import contract as locker
from sanjha.locker.models import Delivery, SignerCertificate
from sanjha.locker.operations.issue_document import allot_document
from sanjha.locker.operations.prepare_locker import DESK, prepare_locker
from sanjha.locker.tests.factories import OFFICE, PURPOSE, house_keys, issue_request, issued, officer_of
from sanjha.locker.tests.test_rendering import ACKNOWLEDGEMENT

pytestmark = pytest.mark.django_db
FACTS = [
    "locker.v1/document",
    "locker.v1/documents",
    "locker.v1/document-of-source",
    "locker.v1/live-document",
    "locker.v1/file",
    "locker.v1/hand-over",
]


@pytest.fixture(autouse=True)
def granted():
    """These tests are the package sanjha.locker: it is granted what they call."""
    house_keys()
    with request_scope(who=SYSTEM):
        exchange.ensure_grants(
            consumer="locker",
            operations=FACTS,
            purpose=PURPOSE.code,
            purpose_name=Text("Income certificate"),
            legal_basis="Test",
        )
        yield


def test_issuing_through_the_door_gives_what_others_need():
    request = issue_request()
    given = locker.issue(request=request, purpose=PURPOSE)
    assert (given.state, given.subject, given.doctype, given.period) == (
        "ISSUED",
        request.subject,
        "INCER",
        "2025-26",
    )
    assert given.uri == f"in.gov.punjab.sanjha-INCER-{given.doc_id}"
    assert len(blobs.get(given.sha256)) == given.size
    assert locker.issue(request=request, purpose=PURPOSE) == given
    assert not Reading.objects.exists()  # nothing was read


def test_a_document_is_read_by_id_case_and_person_and_every_look_is_logged():
    document = issued()
    by_id = locker.get_document(document_id=document.id, purpose=PURPOSE)
    assert locker.document_of_source(source="sewa", source_id=document.source_id, purpose=PURPOSE) == by_id
    assert locker.documents_of(subject=document.subject, purpose=PURPOSE) == [by_id]
    assert locker.file_of(document_id=document.id, purpose=PURPOSE).pdf == blobs.get(by_id.sha256)
    assert set(Reading.objects.values_list("subject", flat=True)) == {document.subject}
    assert set(Reading.objects.values_list("case", flat=True)) == {PURPOSE.case}
    assert Reading.objects.count() == 4


def test_what_is_not_there_is_none_or_not_found():
    assert locker.document_of_source(source="sewa", source_id=new_id(), purpose=PURPOSE) is None
    assert locker.documents_of(subject=new_id(), purpose=PURPOSE) == []
    for read in (locker.get_document, locker.file_of):
        with pytest.raises(NotFound):
            read(document_id=new_id(), purpose=PURPOSE)


def test_a_document_that_is_still_being_made_is_not_given_out():
    document = allot_document(request=issue_request(), actor=SYSTEM, purpose=PURPOSE)
    with pytest.raises(NotFound):
        locker.file_of(document_id=document.id, purpose=PURPOSE)
    assert locker.document_of_source(source="sewa", source_id=document.source_id, purpose=PURPOSE) is None


def test_without_a_grant_for_the_purpose_nothing_is_given_out():
    document = issued()
    with pytest.raises(NotPermitted):
        locker.get_document(document_id=document.id, purpose=Purpose("CURIOSITY"))
    assert not Reading.objects.exists()


def live(document, on, period="2025-26", doctype="INCER"):
    return locker.live_document(
        subject=document.subject, doctype=doctype, on=on, period=period, purpose=PURPOSE
    )


@pytest.mark.parametrize(
    ("on", "period", "found"),
    [
        (date(2026, 11, 23), "2025-26", True),
        (date(2027, 3, 31), "", True),
        (date(2027, 4, 1), "2025-26", False),
        (date(2026, 11, 22), "2025-26", False),
        (date(2026, 12, 1), "2024-25", False),
    ],
)
def test_a_live_document_is_one_in_force_on_the_day_and_of_the_period(on, period, found):
    assert (live(issued(), on, period) is not None) is found


def test_a_revoked_document_is_not_live_and_the_newest_wins():
    document = issued()
    with clock.frozen("2026-11-24"):
        newer = issued(subject=document.subject, valid_from=date(2026, 11, 24))
    assert live(document, date(2026, 12, 1)).id == newer.id
    with request_scope(who=officer_of(OFFICE)):
        locker.revoke(document_id=newer.id, reason="Issued twice by mistake", purpose=PURPOSE)
    assert live(document, date(2026, 12, 1)).id == document.id
    assert live(document, date(2026, 12, 1), doctype="XXXXX") is None


def test_revoking_through_the_door_is_for_the_office_only():
    document = issued()
    with pytest.raises(NotPermitted):
        locker.revoke(document_id=document.id, reason="Issued twice by mistake", purpose=PURPOSE)
    with request_scope(who=officer_of(OFFICE)):
        assert (
            locker.revoke(document_id=document.id, reason="Issued twice by mistake", purpose=PURPOSE).state
            == "REVOKED"
        )


def test_handing_over_through_the_door_gives_the_bytes_and_registers_it():
    document = issued()
    with request_scope(who=officer_with("counter_operator")):
        given = locker.hand_over(document_id=document.id, request_id="r", purpose=PURPOSE)
    assert given.pdf == blobs.get(document.file.sha256)
    assert Delivery.objects.filter(channel="COUNTER").count() == 1
    assert Reading.objects.get().operation == "locker.v1/hand-over"


def test_nothing_is_issued_inside_an_open_transaction(transactional_db):
    with transaction.atomic(), pytest.raises(RuntimeError, match="open transaction"):
        locker.issue(request=issue_request(), purpose=PURPOSE)


def test_a_paper_is_printed_without_being_signed():
    at = datetime(2026, 11, 23, 11, 5, tzinfo=clock.IST)
    pdf = locker.render_pdf(
        template="_shared/acknowledgement_a4.typ",
        data=ACKNOWLEDGEMENT,
        issued_at=at,
        qr="https://sanjha.example.in/track/",
    )
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.pages) == 1
        assert "/AcroForm" not in file.Root
        assert file.pages[0].get_images()
    without = locker.render_pdf(
        template="_shared/acknowledgement_80mm.typ", data=ACKNOWLEDGEMENT, issued_at=at
    )
    with pikepdf.open(BytesIO(without)) as file:
        assert not file.pages[0].get_images()


@pytest.mark.parametrize(
    ("template", "data", "message"),
    [
        ("_shared/nothing.typ", {}, "no document template"),
        ("../README.typ", {}, "no document template"),
        ("_shared/acknowledgement_a4.typ", {"number": "x"}, "could not be made"),
    ],
)
def test_a_paper_that_cannot_be_printed_is_refused(template, data, message):
    with pytest.raises(DomainError, match=message):
        locker.render_pdf(template=template, data=data, issued_at=clock.now())


def test_a_form_can_ask_beforehand_what_will_print():
    assert locker.check_printable(data={"name": "ਹਰਪ੍ਰੀਤ 漢"}) == ["漢"]
    assert locker.check_template(template="revenue/income-certificate/document.typ") is None
    with pytest.raises(DomainError):
        locker.check_template(template="revenue/none.typ")


def test_the_locker_prepares_itself_once():
    assert prepare_locker(actor=SYSTEM) == 3
    assert prepare_locker(actor=SYSTEM) == 3
    assert SignerCertificate.objects.count() == 3
    held = {grant.operation for grant in exchange.grants_of(consumer="locker") if grant.purpose == DESK}
    assert held == {"locker.v1/document", "locker.v1/file", "locker.v1/hand-over"}
