"""Refuse a subscription that was asked for, or end one."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_rules, outbound_rules, rules
from sanjha.exchange.models import EventSubscription
from sanjha.exchange.operations.ask_events import record_step
from sanjha.exchange.subscription_queries import locked_subscription
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def end_events(*, subscription_id: UUID, reason: str, actor: Actor) -> EventSubscription:
    """One that waits is refused, one that is agreed ends: nothing is kept, given or pushed from now on.

    Raises NotFound, DomainError without a reason, Conflict when it is over already, NotPermitted for others than
    administrators and for whoever asked when it is to be refused.
    """
    rules.check_may_administer(actor)
    member_rules.check_has_reason(reason)
    with transaction.atomic(durable=True):
        subscription = locked_subscription(subscription_id)
        state = EventSubscription.State
        if subscription.state == state.ASKED:
            outbound_rules.check_can_answer(subscription, actor)
            subscription.state, action = state.REFUSED, "EVENTS_REFUSED"
        else:
            outbound_rules.check_can_end_subscription(subscription)
            subscription.state, action = state.ENDED, "EVENTS_ENDED"
        subscription.reason = reason
        subscription.decided_by, subscription.decided_at = actor.label, clock.now()
        subscription.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        record_step(subscription, action, actor)
    return subscription
