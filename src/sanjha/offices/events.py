"""What happened in the register of offices."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class OfficeCreated:
    """A new office stands in the register."""

    office: UUID
    code: str
    kind: str


@event(version=1)
@dataclass(frozen=True)
class OfficeClosed:
    """An office without posts was closed."""

    office: UUID


@event(version=1)
@dataclass(frozen=True)
class PostCreated:
    """A new post was sanctioned."""

    post: UUID
    office: UUID
    designation: str


@event(version=1)
@dataclass(frozen=True)
class PostClosed:
    """A post takes no more work."""

    post: UUID


@event(version=1)
@dataclass(frozen=True)
class JurisdictionChanged:
    """A post is responsible for other places than before; running work stays where it is."""

    post: UUID


@event(version=1)
@dataclass(frozen=True)
class OfficerRegistered:
    """An officer entered the register."""

    officer: UUID
    employee_no: str


@event(version=1)
@dataclass(frozen=True)
class ChargeAssumed:
    """An officer acts in a post from this day."""

    tenure: UUID
    post: UUID
    officer: UUID
    capacity: str
    from_date: date


@event(version=1)
@dataclass(frozen=True)
class OfficerRelieved:
    """An officer gave up a post: access has ended, the work stays with the post."""

    tenure: UUID
    post: UUID
    officer: UUID
    capacity: str
    to_date: date


@event(version=1)
@dataclass(frozen=True)
class LeaveRecorded:
    """An officer is on leave from one day until the day of return; the link officer acts meanwhile."""

    leave: UUID
    officer: UUID
    link_officer: UUID | None
    from_date: date
    back_on: date


@event(version=1)
@dataclass(frozen=True)
class LeaveEnded:
    """An officer is back earlier than recorded."""

    leave: UUID
    officer: UUID
    back_on: date
