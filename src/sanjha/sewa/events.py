"""What happened at the service counter."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class DefinitionPublished:
    """A version of a service's definition is in the catalogue; applications made from now on may keep it."""

    service: str
    version: int
    sha256: str
    effective_from: date


@event(version=1)
@dataclass(frozen=True)
class ApplicationSubmitted:
    """An application was accepted and acknowledged; its clock runs. `due_date` is empty where no limit is notified."""

    application: UUID
    number: str
    service: str
    channel: str
    kendra_code: str
    tehsil: str
    district: str
    post: UUID
    fee: Decimal
    due_date: date | None
    submitted_at: datetime


@event(version=1)
@dataclass(frozen=True)
class StepDecided:
    """An officer did a step. `to_step` and `to_post` are empty when the file did not go to another officer."""

    application: UUID
    number: str
    service: str
    step: str
    kind: str
    post: UUID
    officer: UUID
    to_step: str
    to_post: UUID | None
    days_late: int
    decided_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ObjectionRaised:
    """The applicant was asked to mend something by `answer_by`; the clock stands still meanwhile."""

    application: UUID
    number: str
    service: str
    objection: UUID
    codes: tuple[str, ...]
    post: UUID
    officer: UUID
    answer_by: date
    raised_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ObjectionAnswered:
    """The applicant answered; the application is with an officer again, by the new `due_date`."""

    application: UUID
    number: str
    service: str
    objection: UUID
    post: UUID
    due_date: date | None
    answered_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ApplicationApproved:
    """The service was granted; its document is being made."""

    application: UUID
    number: str
    service: str
    district: str
    post: UUID
    officer: UUID
    approved_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ApplicationRejected:
    """The service was refused on coded grounds; the applicant may appeal until `appeal_by`."""

    application: UUID
    number: str
    service: str
    district: str
    grounds: tuple[str, ...]
    post: UUID
    officer: UUID
    appeal_by: date
    rejected_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ApplicationWithdrawn:
    """The applicant took the application back."""

    application: UUID
    number: str
    service: str
    withdrawn_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ApplicationClosed:
    """Nobody answered an objection in time."""

    application: UUID
    number: str
    service: str
    objection: UUID
    closed_at: datetime


@event(version=1)
@dataclass(frozen=True)
class CertificateIssued:
    """The document of an application stands in the citizen's locker."""

    application: UUID
    number: str
    service: str
    kendra_code: str
    district: str
    document: UUID
    document_number: str
    issued_at: datetime


@event(version=1)
@dataclass(frozen=True)
class TaskReassigned:
    """Work went from one post to another without a decision in it."""

    application: UUID
    number: str
    service: str
    step: str
    from_post: UUID
    to_post: UUID
    reassigned_at: datetime


@event(version=1)
@dataclass(frozen=True)
class CertificateRevoked:
    """The document of an application no longer counts; the person may apply again."""

    application: UUID
    number: str
    service: str
    document: UUID
    revoked_at: datetime


@event(version=1)
@dataclass(frozen=True)
class IssueRequested:
    """The officer asked again for a document that could not be made."""

    application: UUID
    number: str
    requested_at: datetime
