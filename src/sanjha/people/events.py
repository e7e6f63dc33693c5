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
