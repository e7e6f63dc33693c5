"""Background entrances of the exchange."""

from uuid import UUID

from sanjha.exchange import subscription_queries
from sanjha.exchange.operations import forget_spent as forgetting
from sanjha.exchange.operations import push_events as pushing
from sanjha.kernel.jobs import job


@job(queue="housekeeping", retries=1, cron="50 * * * *")
def forget_spent_tokens() -> None:
    """Hourly: tokens that ran out, minutes that were counted, events kept long enough."""
    forgetting.forget_spent()


@job(queue="push", retries=3)
def push_events(*, subscription_id: str) -> None:
    """What waits for a member's system; tried again by itself after a pause."""
    again = pushing.push_events(subscription_id=UUID(subscription_id))
    if again is not None:
        push_events.defer_until(again, subscription_id=subscription_id)


@job(queue="push", retries=1, cron="30 * * * *")
def push_waiting_events() -> None:
    """Hourly: what was left behind by a job that failed for another reason than the member's system."""
    for subscription_id in subscription_queries.due():
        push_events.defer(subscription_id=str(subscription_id))
