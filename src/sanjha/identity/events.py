"""What happened to accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class AccountOpened:
    """Somebody can sign in for the first time, or again. `kind` is OFFICER, CITIZEN or SERVICE."""

    account_id: UUID
    kind: str
    officer_id: UUID | None
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class AccountBarred:
    """Nobody can sign in with the account any more; `state` is LOCKED or CLOSED."""

    account_id: UUID
    officer_id: UUID | None
    state: str
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class SmsQueued:
    """A short message waits to be handed to the gateway. Its text does not travel with the event."""

    message_id: UUID
    at: datetime
