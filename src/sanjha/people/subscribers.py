"""What the register does when somebody was entered or corrected: it looks whether the person stands in it twice."""

from uuid import UUID

from sanjha.kernel import context
from sanjha.kernel.events import subscribes
from sanjha.people.events import FactCorrected, ResidentRecorded
from sanjha.people.operations.propose_duplicates import propose_duplicates


@subscribes(ResidentRecorded, by="people")
def look_for_double_entries(event: ResidentRecorded, *, event_id: UUID) -> None:
    propose_duplicates(resident_id=event.resident_id, actor=context.actor())


@subscribes(FactCorrected, by="people")
def look_again(event: FactCorrected, *, event_id: UUID) -> None:
    propose_duplicates(resident_id=event.resident_id, actor=context.actor())
