"""An approved application ends in its document, once; what stands in the way is seen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjha.kernel import clock, events
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.testing import run_waiting
from sanjha.kernel.text import Text
from sanjha.locker import events as locker_events
from sanjha.locker.contract import IssuedDocument
from sanjha.locker.models import Document
from sanjha.sewa.models import Application, Decision, Delivery, IssuedCertificate, IssueTrouble
from sanjha.sewa.operations.issue_document import issue_document, request_for
from sanjha.sewa.operations.note_delivery import note_delivery
from sanjha.sewa.operations.note_revocation import note_revocation
from sanjha.sewa.operations.record_issue import record_issue
from sanjha.sewa.operations.retry_issue import retry_issue
from sanjha.sewa.queries.counter import counter_day
from sanjha.sewa.queries.issues import stuck_issues
from sanjha.sewa.tests.factories import decide, income_data, make_application, person, report_data
from sanjha.sewa.tests.world import citizen


def issued_document(**changes):
    moment = clock.now()
    facts = {
        "id": new_id(), "subject": new_id(), "number": "PB/BNL/INCER/2026/0000001-K", "doc_id": "1234567890", "uri": "u",
        "doctype": "INCER", "title": Text("Income Certificate"), "period": "2025-26", "state": "ISSUED",
        "issued_at": moment, "valid_from": moment.date(), "valid_to": None, "sha256": "0" * 64, "size": 1,
    }  # fmt: skip
    return IssuedDocument(**(facts | changes))


def test_the_job_has_the_locker_issue_the_document(operator, tehsildar, keys):
    application = make_application(operator, at="approved")
    run_waiting()

    application.refresh_from_db()
    certificate = IssuedCertificate.objects.get()
    document = Document.objects.get()
    assert (application.state, application.closed_at) == (Application.State.ISSUED, clock.now())
    assert (certificate.application, certificate.document) == (application, document.id)
    assert certificate.number.startswith("PB/BNL/INCER/2026/")
    assert document.subject == application.beneficiary
    event = OutboxEvent.objects.get(kind="sewa.CertificateIssued")
    assert event.payload["document_number"] == certificate.number
    assert application.decisions.get(kind="ISSUE").post_title.en == "Computer"


def test_what_is_asked_of_the_locker(operator, tehsildar):
    child = person("Simran", born_on="2012-03-02")
    data = income_data(same_as_applicant=False, relation_to_applicant="DAUGHTER", beneficiary=child)
    papers = ("ID_RESIDENCE", "OTHER_INCOME_PROOF", "BIRTH_PROOF")
    application = make_application(operator, data=data, documents=papers, at="approved")

    request = request_for(application)
    assert (request.source, request.source_id) == ("sewa", application.id)
    assert (request.office_code, request.district, request.period) == ("BNL-TEH-TAP", "BNL", "2025-26")
    assert request.subject == application.beneficiary
    assert request.signatory.name.en == tehsildar.actor.name
    assert request.signatory.post.en == "Tehsildar, Tapa"
    assert request.signatory.place.en == "Tapa"
    assert request.data["application_number"] == application.number
    assert request.data["beneficiary"]["name"]["en"] == "Simran Kaur"
    assert request.data["total_income"] == 120000
    assert request.data["report"]["number"] == "RPT/412"
    assert request.valid_from == clock.today()


def test_the_certified_income_is_the_officers(operator):
    application = make_application(operator, at="verification")
    decide(
        None,
        application,
        "REPORT",
        report=report_data(assessed_income=200000, difference_reason="Wages were counted anew."),
    )
    decide(
        None,
        application,
        "RECOMMEND",
        report={"recommended_income": 180000, "opinion": "Some days were idle."},
    )
    decide(None, application, "APPROVE", report={})
    assert request_for(application).data["total_income"] == 180000


def test_issuing_again_is_the_same_document(operator, keys):
    application = make_application(operator, at="approved")
    first = issue_document(application_id=application.id)
    assert issue_document(application_id=application.id) == first
    assert Document.objects.count() == 1
    assert Decision.objects.filter(kind="ISSUE").count() == 1


def test_a_failure_is_seen_and_ends_with_success(operator, tehsildar, keys, monkeypatch):
    application = make_application(operator, at="approved")
    monkeypatch.setattr("sanjha.locker.contract.issue.__operation__.implementation", _no_key)
    for _attempt in range(2):
        with pytest.raises(Unavailable):
            issue_document(application_id=application.id)
    trouble = IssueTrouble.objects.get()
    assert (trouble.attempts, trouble.last_error) == (2, "Unavailable: The key does not answer.")
    assert [stuck.trouble.attempts for stuck in stuck_issues(tehsildar.actor)] == [2]

    monkeypatch.undo()
    record_issue(application_id=application.id, issued=issued_document())
    assert not IssueTrouble.objects.exists()
    assert stuck_issues(tehsildar.actor) == []


def _no_key(**_values):
    raise Unavailable("The key does not answer.")


def test_an_old_approval_without_document_is_stuck(operator, tehsildar, other_operator):
    application = make_application(operator, at="approved")
    assert stuck_issues(tehsildar.actor) == []
    with clock.advanced(timedelta(minutes=11)):
        assert stuck_issues(tehsildar.actor) == [application]
        assert stuck_issues(other_operator.actor) == []


def test_only_an_approved_application_gets_a_document(operator):
    application = make_application(operator)
    with pytest.raises(DomainError, match="Only an approved application"):
        issue_document(application_id=application.id)
    with pytest.raises(DomainError, match="Only an approved application"):
        record_issue(application_id=application.id, issued=issued_document())
    with pytest.raises(NotFound):
        issue_document(application_id=new_id())
    assert not IssuedCertificate.objects.exists()


def test_the_officer_may_ask_again(operator, tehsildar, dealing_hand):
    application = make_application(operator, at="approved")
    retry_issue(application_id=application.id, actor=tehsildar.actor)
    assert OutboxEvent.objects.filter(kind="sewa.IssueRequested").count() == 1
    with pytest.raises(NotPermitted, match="post that approved"):
        retry_issue(application_id=application.id, actor=dealing_hand.actor)
    with pytest.raises(NotFound):
        retry_issue(application_id=application.id, actor=citizen().actor)
    record_issue(application_id=application.id, issued=issued_document())
    with pytest.raises(DomainError, match="no document waiting"):
        retry_issue(application_id=application.id, actor=tehsildar.actor)


def test_a_certificate_is_written_once(operator):
    application = make_application(operator, at="approved")
    record_issue(application_id=application.id, issued=issued_document())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        IssuedCertificate.objects.update(number="other")


def test_deliveries_are_counted_at_the_kendra_that_gave_them_out(operator, other_operator):
    application = make_application(operator, at="approved")
    office = other_operator.actor.holding("counter_operator").office
    cause = new_id()
    for _again in range(2):
        note_delivery(application_id=application.id, office=office, delivered_at=clock.now(), cause=cause)
    note_delivery(application_id=new_id(), office=office, delivered_at=clock.now(), cause=new_id())
    assert Delivery.objects.count() == 1
    assert counter_day(other_operator.actor).delivered == 1
    assert counter_day(operator.actor).delivered == 0


def test_after_a_revocation_the_person_may_apply_again(operator):
    data = income_data("Jasleen")
    application = make_application(operator, data=data, at="approved")
    certificate = record_issue(application_id=application.id, issued=issued_document())
    for _again in range(2):
        note_revocation(application_id=application.id, document=certificate.document, revoked_at=clock.now())
    note_revocation(application_id=new_id(), document=certificate.document, revoked_at=clock.now())

    application.refresh_from_db()
    assert application.state == Application.State.REVOKED
    assert application.decisions.filter(kind="REVOKE").count() == 1
    assert OutboxEvent.objects.filter(kind="sewa.CertificateRevoked").count() == 1
    assert make_application(operator, data=data).state == Application.State.SUBMITTED


def test_the_lockers_events_reach_the_application(operator, other_operator, keys):
    application = make_application(operator, at="approved")
    run_waiting()
    certificate = IssuedCertificate.objects.get()
    facts = {
        "document": certificate.document, "number": certificate.number, "source": "sewa", "source_id": application.id,
    }  # fmt: skip
    office = other_operator.actor.holding("counter_operator").office
    events.publish(locker_events.DocumentHandedOver(**facts, office=office, handed_over_at=clock.now()))
    events.publish(
        locker_events.DocumentRevoked(
            **facts,
            doctype="INCER",
            subject=application.beneficiary,
            revoked_at=clock.now(),
            replaced_by=None,
        )
    )
    run_waiting()
    application.refresh_from_db()
    assert (application.state, Delivery.objects.count()) == ("REVOKED", 1)
