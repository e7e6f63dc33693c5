"""The second side agrees that a member is told of events."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import outbound_rules, rules
from sanjha.exchange.models import EventSubscription, Progress
from sanjha.exchange.operations.ask_events import record_step
from sanjha.exchange.outgoing.addresses import check_address
from sanjha.exchange.subscription_queries import locked_subscription
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def agree_events(*, subscription_id: UUID, actor: Actor) -> EventSubscription:
    """Every event of the kind that is handled from now on, within the days, is kept for the member from position 1.

    Raises NotFound, NotPermitted for others than administrators and for whoever asked or keeps its system, Conflict when it has been answered,
    BadAddress when the address may not be called any more.
    """
    rules.check_may_administer(actor)
    with transaction.atomic(durable=True):
        asked = locked_subscription(subscription_id)
        outbound_rules.check_can_answer(asked, actor)
        rules.check_is_other_side(asked.member, actor)
        if asked.address:
            check_address(asked.address)
        asked.state = EventSubscription.State.AGREED
        asked.decided_by, asked.decided_at = actor.label, clock.now()
        asked.save(update_fields=["state", "decided_by", "decided_at"])
        Progress.objects.create(subscription=asked, next_try_at=clock.now(), claimed_until=clock.now())
        record_step(asked, "EVENTS_AGREED", actor)
    return asked
