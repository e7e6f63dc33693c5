"""What happens in the exchange: permissions given and ended, facts read in units that run apart."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sanjha.kernel.events import event


@event()
@dataclass(frozen=True)
class GrantChanged:
    """A permission was given or ended; this is how it stands now. The doors of all units follow."""

    grant: UUID
    consumer: str
    operation: str
    purpose: str
    legal_basis: str
    from_date: date
    until_date: date | None
    granted_by: str
    granted_at: datetime
    ended_by: str
    ended_at: datetime | None
    facts: list[str] | None
    per_minute: int | None


@event()
@dataclass(frozen=True)
class FactsRead:
    """The door of a unit gave out facts of these subjects; `readings` are the ids under which it keeps that, in order."""

    readings: list[UUID]
    subjects: list[UUID]
    at: datetime
    operation: str
    facts: list[str]
    consumer: str
    purpose: str
    case: str
    reader: str
    posts: list[UUID]
    request_id: str


@event(version=1)
@dataclass(frozen=True)
class PositionSet:
    """A member goes on after this position of its subscription; what comes later is given again."""

    subscription_id: UUID
    position: int
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class MemberResumed:
    """A member that was suspended may call again, and is told what it missed."""

    member_id: UUID
    at: datetime
