"""What the exchange does when something happens: members are told, readings follow residents who were merged."""

from uuid import UUID

from sanjha.exchange import jobs
from sanjha.exchange.events import MemberResumed, PositionSet
from sanjha.exchange.offered_events import offered_events
from sanjha.exchange.operations.follow_merge import follow_merge
from sanjha.exchange.operations.keep_event import keep_event
from sanjha.kernel import context
from sanjha.kernel.events import follows, subscribes
from sanjha.people.events import MergeUndone, ResidentsMerged


def follow() -> None:
    """Called when the application is ready: the services above are known by the names of their events only."""
    for kind in offered_events():
        follows(kind, by="exchange")(tell_members)


def tell_members(event: object, *, event_id: UUID) -> None:
    """Keep it for whoever is to be told, and push it where that was agreed."""
    for subscription_id in keep_event(event=event, event_id=event_id):
        jobs.push_events.defer(subscription_id=str(subscription_id))


@subscribes(PositionSet, by="exchange")
def push_again(event: PositionSet, *, event_id: UUID) -> None:
    """From where the member set its position; nothing to do for those that pull."""
    jobs.push_events.defer(subscription_id=str(event.subscription_id))


@subscribes(ResidentsMerged, by="exchange")
def follow_the_kept(event: ResidentsMerged, *, event_id: UUID) -> None:
    follow_merge(subject=event.merged_id, kept=event.kept_id, at=event.at, actor=context.actor())


@subscribes(MergeUndone, by="exchange")
def part_again(event: MergeUndone, *, event_id: UUID) -> None:
    follow_merge(subject=event.merged_id, kept=None, at=event.at, actor=context.actor())


@subscribes(MemberResumed, by="exchange")
def push_what_was_missed(_event: MemberResumed, *, event_id: UUID) -> None:
    """While it was suspended, events were kept for it."""
    jobs.push_waiting_events.defer()
