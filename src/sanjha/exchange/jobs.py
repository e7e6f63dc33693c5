"""Background entrances of the exchange."""

from datetime import timedelta
from uuid import UUID

from sanjha.exchange import subscription_queries
from sanjha.exchange.operations import forget_spent as forgetting
from sanjha.exchange.operations import learn_grants as learning
from sanjha.exchange.operations import look_over_readings as overseeing
from sanjha.exchange.operations import push_events as pushing
from sanjha.kernel import actors, clock
from sanjha.kernel.jobs import job


@job(queue="housekeeping", retries=1, cron="50 * * * *")
def forget_spent_tokens() -> None:
    """Hourly: tokens that ran out, minutes that were counted, events kept long enough."""
    forgetting.forget_spent()


@job(queue="housekeeping", retries=1, cron="*/10 * * * *", in_every_unit=True)
def learn_grants() -> None:
    """Every ten minutes, in units without the exchange: whatever change of a grant no event has brought."""
    learning.learn_grants()


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


@job(queue="housekeeping", retries=3, cron="15 * * * *")
def look_over_readings() -> None:
    """Hourly: which look-ups of today and, for the last hour before midnight, of yesterday stand out."""
    for day in (clock.today() - timedelta(days=1), clock.today()):
        overseeing.look_over_readings(day=day, actor=actors.SYSTEM)
