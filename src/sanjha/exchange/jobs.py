"""Background entrances of the exchange."""

from sanjha.exchange.operations import forget_spent as forgetting
from sanjha.kernel.jobs import job


@job(queue="housekeeping", retries=1, cron="50 * * * *")
def forget_spent_tokens() -> None:
    """Hourly: tokens that ran out, minutes that were counted."""
    forgetting.forget_spent()
