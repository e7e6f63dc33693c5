"""What happened in the locker."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class DocumentIssued:
    """A document was signed, registered and put into the citizen's locker. `source_id` is the case it came from."""

    document: UUID
    number: str
    doctype: str
    source: str
    source_id: UUID
    subject: UUID
    issued_at: datetime
    valid_to: date | None


@event(version=1)
@dataclass(frozen=True)
class DocumentRevoked:
    """A document no longer counts; `replaced_by` is the one that took its place, if any."""

    document: UUID
    number: str
    doctype: str
    source: str
    source_id: UUID
    subject: UUID
    revoked_at: datetime
    replaced_by: UUID | None


@event(version=1)
@dataclass(frozen=True)
class DocumentHandedOver:
    """A print or the file of a document was given out at a counter."""

    document: UUID
    number: str
    source: str
    source_id: UUID
    office: UUID
    handed_over_at: datetime
