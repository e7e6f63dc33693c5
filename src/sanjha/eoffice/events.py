"""What happened in the offices' files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class FileOpened:
    """A branch opened a file."""

    file: UUID
    number: str
    computer_number: int
    branch: str
    post: UUID
    opened_at: datetime


@event(version=1)
@dataclass(frozen=True)
class FileMoved:
    """A file went from one post to another, or was parked. `kind` is that of the movement (SENT, RETURNED, PARKED ...)."""

    file: UUID
    number: str
    kind: str
    from_post: UUID | None
    to_post: UUID
    moved_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ReceiptDiarised:
    """A letter got its diary number. `mode` is how it came (HAND, POST, EMAIL, OFFICE, COUNTER)."""

    receipt: UUID
    number: str
    branch: str
    mode: str
    post: UUID
    diarised_at: datetime


@event(version=1)
@dataclass(frozen=True)
class ReceiptMoved:
    """A receipt went from one post to another, was closed, reopened, or put in a file (`kind` ATTACHED)."""

    receipt: UUID
    number: str
    kind: str
    from_post: UUID | None
    to_post: UUID
    moved_at: datetime


@event(version=1)
@dataclass(frozen=True)
class AcknowledgementAsked:
    """A sender is to be told by e-mail or SMS that the letter has come."""

    acknowledgement: UUID
    asked_at: datetime


@event(version=1)
@dataclass(frozen=True)
class PapersScanned:
    """Scans were attached to a receipt; their text is to be read."""

    receipt: UUID
    scans: list[UUID]
    attached_at: datetime


@event(version=1)
@dataclass(frozen=True)
class PaperPlaced:
    """A paper got its serial and its pages on the correspondence side of a file."""

    file: UUID
    item: UUID
    kind: str
    serial: int
    page_from: int
    page_to: int
    placed_at: datetime


@event(version=1)
@dataclass(frozen=True)
class LetterIssued:
    """A letter was signed and has its number; `sha256` is that of the signed file, `approved` of the approved one."""

    issue: UUID
    file: UUID
    number: str
    system_number: str
    post: UUID
    approved: str
    sha256: str
    signed_at: datetime


@event(version=1)
@dataclass(frozen=True)
class LetterDispatched:
    """An issue went to one of its addressees. `mode` is EMAIL, OFFICE, LOCKER, POST, REGISTERED or HAND."""

    dispatch: UUID
    issue: UUID
    number: str
    mode: str
    dispatched_at: datetime
