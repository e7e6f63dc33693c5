"""Applications: submit, look, track, answer, withdraw."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Query, Router, Status

from sanjha.kernel.actors import Actor
from sanjha.kernel.api_access import actor_of, signed_in
from sanjha.kernel.api_types import Words
from sanjha.kernel.problems import PUBLIC_READS, READS, WRITES
from sanjha.sewa.http.schemas import AttachmentOut
from sanjha.sewa.http.schemas_cases import (
    ActionOut,
    AnswerIn,
    ApplicationOut,
    CaseOut,
    EntryOut,
    ObjectionOut,
    ReceiptOut,
    StandingOut,
    SubmissionIn,
    TaskOut,
    TrackedOut,
    WithdrawalIn,
)
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.queries.applications import applications_of, search
from sanjha.sewa.queries.case import Case, case_of
from sanjha.sewa.queries.tracking import track
from sanjha.sewa.rules import Payment
from sanjha.sewa.ruling import offered_in

router = Router()
Key = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_.-]{8,80}$")]


@router.get("/tracking", response=TrackedOut, openapi_extra=PUBLIC_READS, summary="Track by number")
def track_number(
    request: HttpRequest, number: Annotated[str, Query(min_length=1, max_length=60)]
) -> TrackedOut:
    """How an application stands, for anybody who knows its number; the applicant's name is masked."""
    return TrackedOut.of(track(number))


@router.post(
    "/applications",
    response={201: ApplicationOut},
    auth=signed_in,
    openapi_extra=WRITES,
    summary="Submit an application",
)
def submit(request: HttpRequest, body: SubmissionIn, key: Key = None) -> Status[ApplicationOut]:
    """Make the draft an application. It keeps the draft's id, so sending it again gives the same application; the
    Idempotency-Key header is accepted and not needed."""
    application = submit_application(
        draft_id=body.draft,
        revision=body.revision,
        payment=Payment(body.payment.mode, body.payment.amount, body.payment.reference),
        actor=actor_of(request),
    )
    return Status(201, ApplicationOut.of(application))


@router.get(
    "/applications",
    response=list[ApplicationOut],
    auth=signed_in,
    openapi_extra=READS,
    summary="My applications",
)
def list_applications(
    request: HttpRequest, text: Annotated[str, Query(max_length=200)] = ""
) -> list[ApplicationOut]:
    """A citizen's own; for officers and operators those that match `text` (number, name or mobile)."""
    actor = actor_of(request)
    found = search(actor, text) if text or actor.is_officer else applications_of(actor)
    return [ApplicationOut.of(application) for application in found]


@router.get(
    "/applications/{application_id}",
    response=CaseOut,
    auth=signed_in,
    openapi_extra=READS,
    summary="One application",
)
def show_application(request: HttpRequest, application_id: UUID) -> CaseOut:
    """The application with its data, history, papers and, for the officer who has it, what may be decided."""
    actor = actor_of(request)
    return _case_out(case_of(actor, application_id), actor)


@router.post(
    "/objections/{objection_id}/answer",
    response=ApplicationOut,
    auth=signed_in,
    openapi_extra=WRITES,
    summary="Answer an objection",
)
def answer(request: HttpRequest, objection_id: UUID, body: AnswerIn) -> ApplicationOut:
    """Answer for the applicant; papers that were asked for are attached before."""
    application = answer_objection(
        objection_id=objection_id, answer=body.answer, data=body.data, actor=actor_of(request)
    )
    return ApplicationOut.of(application)


@router.post(
    "/applications/{application_id}/withdrawal",
    response=ApplicationOut,
    auth=signed_in,
    openapi_extra=WRITES,
    summary="Withdraw an application",
)
def withdraw(request: HttpRequest, application_id: UUID, body: WithdrawalIn) -> ApplicationOut:
    """Take the application back before it is decided."""
    application = withdraw_application(
        application_id=application_id, reasons=body.reasons, actor=actor_of(request)
    )
    return ApplicationOut.of(application)


def _case_out(case: Case, actor: Actor) -> CaseOut:
    return CaseOut(
        application=ApplicationOut.of(case.application),
        data=case.application.data,
        standing=StandingOut.of(case.standing),
        history=[EntryOut.of(entry) for entry in case.timeline],
        attachments=[AttachmentOut.of(paper.attachment) for paper in case.papers],
        objections=[
            ObjectionOut(
                id=each.pk,
                codes=each.codes,
                text=each.text,
                answer_by=each.answer_by,
                answered_at=each.answered_at,
            )
            for each in case.objections
        ],
        task=_task_out(case),
        receipt=ReceiptOut.of(case.receipt) if case.receipt else None,
        document_number=case.certificate.number if case.certificate else "",
    )


def _task_out(case: Case) -> TaskOut | None:
    if case.task is None:
        return None
    actions = offered_in(case.application, case.task, case.decisions) if case.is_mine else []
    return TaskOut(
        id=case.task.pk,
        step=case.task.step,
        due_date=case.task.due_date,
        is_mine=case.is_mine,
        actions=[
            ActionOut(
                code=action.code,
                kind=action.kind,
                label=Words.of(action.label),
                needs=list(action.needs),
                choices=list(action.choices),
            )
            for action in actions
        ],
    )
