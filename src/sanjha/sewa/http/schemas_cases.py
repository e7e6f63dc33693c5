"""What the API takes and gives of applications and of officers' work."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanjha.kernel.api_types import Moment, Strict, Words
from sanjha.sewa.http.schemas import AttachmentOut, Code, Revision, Rupees
from sanjha.sewa.models import Application, Decision, FeeReceipt
from sanjha.sewa.queries.history import Entry, Standing
from sanjha.sewa.queries.inbox import InboxRow
from sanjha.sewa.queries.tracking import Tracked


class PaymentIn(Strict):
    """What was received."""

    mode: Literal["CASH", "ONLINE", "NIL"]
    amount: Rupees
    reference: Annotated[str, Field(max_length=60)] = ""


class SubmissionIn(Strict):
    """A draft to be submitted, at the revision that was looked through."""

    draft: UUID
    revision: Revision
    payment: PaymentIn


class ReceiptOut(Schema):
    """The receipt of the fee."""

    number: str
    total: Decimal
    mode: str

    @classmethod
    def of(cls, receipt: FeeReceipt) -> "ReceiptOut":
        return cls(number=receipt.number, total=receipt.total, mode=receipt.mode)


class ApplicationOut(Schema):
    """An application, without the applicant's data."""

    id: UUID
    number: str
    service: str
    version: int
    channel: str
    state: str
    received_at: Moment
    due_date: date | None
    closed_at: Moment | None

    @classmethod
    def of(cls, application: Application) -> "ApplicationOut":
        return cls(
            id=application.pk,
            number=application.number,
            service=application.service_version.code,
            version=application.service_version.version,
            channel=application.channel,
            state=application.state,
            received_at=application.received_at,
            due_date=application.due_date,
            closed_at=application.closed_at,
        )


class StandingOut(Schema):
    """Who has it, since when, what next, by when."""

    state: str
    holder: Words
    office: Words
    step: Words
    since: Moment | None
    due_date: date | None
    application_due: date | None
    next_step: Words
    is_late: bool

    @classmethod
    def of(cls, standing: Standing) -> "StandingOut":
        return cls(
            state=standing.state,
            holder=Words.of(standing.holder),
            office=Words.of(standing.office),
            step=Words.of(standing.step),
            since=standing.since,
            due_date=standing.due_date,
            application_due=standing.application_due,
            next_step=Words.of(standing.next_step),
            is_late=standing.is_late,
        )


class EntryOut(Schema):
    """One happening."""

    at: Moment
    kind: str
    label: Words
    step: Words
    post: Words
    office: Words
    reasons: str
    grounds: list[Words]

    @classmethod
    def of(cls, entry: Entry) -> "EntryOut":
        return cls(
            at=entry.at,
            kind=entry.kind,
            label=Words.of(entry.label),
            step=Words.of(entry.step),
            post=Words.of(entry.post),
            office=Words.of(entry.office),
            reasons=entry.reasons,
            grounds=[Words.of(ground) for ground in entry.grounds],
        )


class ActionOut(Schema):
    """What the actor may decide in the open task."""

    code: str
    kind: str
    label: Words
    needs: list[str]
    choices: list[str]


class TaskOut(Schema):
    """The open task of an application, with what the actor may do in it."""

    id: UUID
    step: str
    due_date: date
    is_mine: bool
    actions: list[ActionOut]


class ObjectionOut(Schema):
    """What the applicant was asked to mend."""

    id: UUID
    codes: list[str]
    text: str
    answer_by: date
    answered_at: Moment | None


class CaseOut(Schema):
    """An application with everything the actor may see of it."""

    application: ApplicationOut
    data: dict[str, Any]
    standing: StandingOut
    history: list[EntryOut]
    attachments: list[AttachmentOut]
    objections: list[ObjectionOut]
    task: TaskOut | None
    receipt: ReceiptOut | None
    document_number: str


class TrackedOut(Schema):
    """The public view of an application: nothing that names a person."""

    number: str
    service: Words
    applicant: str
    state: str
    received_at: Moment
    due_date: date | None
    limit_status: str
    standing: StandingOut
    document_number: str

    @classmethod
    def of(cls, tracked: Tracked) -> "TrackedOut":
        return cls(
            number=tracked.number,
            service=Words.of(tracked.service),
            applicant=tracked.applicant,
            state=tracked.state,
            received_at=tracked.received_at,
            due_date=tracked.due_date,
            limit_status=tracked.limit_status,
            standing=StandingOut.of(tracked.standing),
            document_number=tracked.document_number,
        )


class InboxRowOut(Schema):
    """One piece of work in a tray."""

    task: UUID
    application: UUID
    number: str
    service: Words
    applicant: Words
    place: Words
    step: Words
    since: Moment
    due_date: date
    application_due: date | None
    is_late: bool

    @classmethod
    def of(cls, row: InboxRow) -> "InboxRowOut":
        return cls(
            task=row.task.pk,
            application=row.task.application_id,
            number=row.number,
            service=Words.of(row.service),
            applicant=Words.of(row.applicant),
            place=Words.of(row.place),
            step=Words.of(row.step),
            since=row.since,
            due_date=row.due_date,
            application_due=row.application_due,
            is_late=row.is_late,
        )


class InboxOut(Schema):
    """One page of the tray."""

    rows: list[InboxRowOut]
    total: int
    page: int
    pages: int


class DecisionIn(Strict):
    """What an officer decides; which parts are needed follows from the action."""

    action: Code
    reasons: Annotated[str, Field(max_length=4000)] = ""
    grounds: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    objections: Annotated[tuple[Code, ...], Field(max_length=40)] = ()
    report: dict[str, Any] | None = None
    to_step: Annotated[str, Field(max_length=48)] = ""


class DecisionOut(Schema):
    """The decision as it was written down."""

    id: UUID
    application: UUID
    step: str
    action: str
    kind: str
    to_step: str
    decided_at: Moment

    @classmethod
    def of(cls, decision: Decision) -> "DecisionOut":
        return cls(
            id=decision.pk,
            application=decision.application_id,
            step=decision.step,
            action=decision.action,
            kind=decision.kind,
            to_step=decision.to_step,
            decided_at=decision.decided_at,
        )


class AnswerIn(Strict):
    """The applicant's answer; `data` is the whole form with the objected fields mended."""

    answer: Annotated[str, Field(max_length=4000)] = ""
    data: dict[str, Any] | None = None


class WithdrawalIn(Strict):
    """Why the application is taken back."""

    reasons: Annotated[str, Field(min_length=1, max_length=4000)]
