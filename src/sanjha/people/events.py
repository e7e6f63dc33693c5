"""What happened in the register of residents. The facts themselves do not travel: who needs them asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class ResidentRecorded:
    """A resident is in the register for the first time."""

    resident_id: UUID
    reference: str
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class FactCorrected:
    """A fact of a resident is superseded by a newer one. `fact` is NAME, ADDRESS ...; holders of copies ask again."""

    resident_id: UUID
    fact: str
    source: str
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class FactDisputed:
    """A person calls a fact wrong; the owner has to decide. `number` is the ticket's."""

    dispute_id: UUID
    number: str
    resident_id: UUID
    fact: str
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class DisputeDecided:
    """The owner has decided about a disputed fact: `outcome` is CORRECTED or REFUSED."""

    dispute_id: UUID
    number: str
    resident_id: UUID
    fact: str
    outcome: str
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class ResidentsMerged:
    """Two entries are one person: who keeps `merged_id` may go on, it stands for `kept_id`."""

    kept_id: UUID
    merged_id: UUID
    at: datetime


@event(version=1)
@dataclass(frozen=True)
class MergeUndone:
    """Two entries are two people after all: `merged_id` stands for itself again."""

    kept_id: UUID
    merged_id: UUID
    at: datetime
