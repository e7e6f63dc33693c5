"""Background entrances of the exchange."""

from sanjha.exchange.operations import forget_spent as forgetting
from sanjha.exchange.operations import learn_grants as learning
from sanjha.kernel.jobs import job


@job(queue="housekeeping", retries=1, cron="50 * * * *")
def forget_spent_tokens() -> None:
    """Hourly: tokens that ran out, minutes that were counted."""
    forgetting.forget_spent()


@job(queue="housekeeping", retries=1, cron="*/10 * * * *", in_every_unit=True)
def learn_grants() -> None:
    """Every ten minutes, in units without the exchange: whatever change of a grant no event has brought."""
    learning.learn_grants()
