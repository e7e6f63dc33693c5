"""What the exchange does when residents are merged."""

from uuid import UUID

from sanjha.exchange.operations.follow_merge import follow_merge
from sanjha.kernel import context
from sanjha.kernel.events import subscribes
from sanjha.people.events import MergeUndone, ResidentsMerged


@subscribes(ResidentsMerged, by="exchange")
def follow_the_kept(event: ResidentsMerged, *, event_id: UUID) -> None:
    follow_merge(subject=event.merged_id, kept=event.kept_id, at=event.at, actor=context.actor())


@subscribes(MergeUndone, by="exchange")
def part_again(event: MergeUndone, *, event_id: UUID) -> None:
    follow_merge(subject=event.merged_id, kept=None, at=event.at, actor=context.actor())
