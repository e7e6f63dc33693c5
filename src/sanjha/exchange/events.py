"""What happened at the exchange."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanjha.kernel.events import event


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
