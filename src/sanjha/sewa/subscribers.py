"""What follows from events: the document is made, the applicant is told."""

from uuid import UUID

from sanjha.kernel import context
from sanjha.kernel.events import subscribes
from sanjha.locker import events as locker
from sanjha.offices import events as offices
from sanjha.people import events as people
from sanjha.sewa import events, jobs
from sanjha.sewa.operations.note_correction import note_correction
from sanjha.sewa.operations.note_delivery import note_delivery
from sanjha.sewa.operations.note_revocation import note_revocation
from sanjha.sewa.queries.inbox import open_tasks_of


def _tell(application: UUID, event: str, cause: UUID) -> None:
    jobs.notify.defer(application_id=str(application), event=event, cause=str(cause))


@subscribes(events.ApplicationSubmitted, by="sewa")
def tell_submitted(event: events.ApplicationSubmitted, *, event_id: UUID) -> None:
    _tell(event.application, "SUBMITTED", event_id)


@subscribes(events.ObjectionRaised, by="sewa")
def tell_objected(event: events.ObjectionRaised, *, event_id: UUID) -> None:
    _tell(event.application, "OBJECTED", event_id)


@subscribes(events.ObjectionAnswered, by="sewa")
def tell_answered(event: events.ObjectionAnswered, *, event_id: UUID) -> None:
    _tell(event.application, "RESUBMITTED", event_id)


@subscribes(events.ApplicationRejected, by="sewa")
def tell_rejected(event: events.ApplicationRejected, *, event_id: UUID) -> None:
    _tell(event.application, "REJECTED", event_id)


@subscribes(events.ApplicationClosed, by="sewa")
def tell_closed(event: events.ApplicationClosed, *, event_id: UUID) -> None:
    _tell(event.application, "CLOSED", event_id)


@subscribes(events.CertificateIssued, by="sewa")
def tell_issued(event: events.CertificateIssued, *, event_id: UUID) -> None:
    _tell(event.application, "ISSUED", event_id)


@subscribes(events.ApplicationApproved, by="sewa")
def make_document(event: events.ApplicationApproved, *, event_id: UUID) -> None:
    _make(event.application)


@subscribes(events.ApplicationApproved, by="sewa")
def tell_approved(event: events.ApplicationApproved, *, event_id: UUID) -> None:
    _tell(event.application, "APPROVED", event_id)


@subscribes(events.IssueRequested, by="sewa")
def make_document_again(event: events.IssueRequested, *, event_id: UUID) -> None:
    _make(event.application)


@subscribes(locker.DocumentHandedOver, by="sewa")
def note_handed_over(event: locker.DocumentHandedOver, *, event_id: UUID) -> None:
    if event.source == "sewa":
        note_delivery(
            application_id=event.source_id,
            office=event.office,
            delivered_at=event.handed_over_at,
            cause=event_id,
        )


@subscribes(locker.DocumentRevoked, by="sewa")
def note_revoked(event: locker.DocumentRevoked, *, event_id: UUID) -> None:
    if event.source == "sewa":
        note_revocation(application_id=event.source_id, document=event.document, revoked_at=event.revoked_at)


@subscribes(people.FactCorrected, by="sewa")
def note_corrected_fact(event: people.FactCorrected, *, event_id: UUID) -> None:
    note_correction(resident=event.resident_id, fact=event.fact, corrected_at=event.at, actor=context.actor())


@subscribes(offices.PostClosed, by="sewa")
def move_work_of_a_closed_post(event: offices.PostClosed, *, event_id: UUID) -> None:
    for task in open_tasks_of(event.post):
        jobs.move_task.defer(task_id=str(task))


def _make(application: UUID) -> None:
    jobs.make_document.defer_once(f"sewa.document.{application}", application_id=str(application))
