"""Background entrances of the exchange."""

from datetime import timedelta

from sanjha.exchange.operations import forget_spent as forgetting
from sanjha.exchange.operations import look_over_readings as overseeing
from sanjha.kernel import actors, clock
from sanjha.kernel.jobs import job


@job(queue="housekeeping", retries=1, cron="50 * * * *")
def forget_spent_tokens() -> None:
    """Hourly: tokens that ran out, minutes that were counted."""
    forgetting.forget_spent()


@job(queue="housekeeping", retries=3, cron="15 * * * *")
def look_over_readings() -> None:
    """Hourly: which look-ups of today and, for the last hour before midnight, of yesterday stand out."""
    for day in (clock.today() - timedelta(days=1), clock.today()):
        overseeing.look_over_readings(day=day, actor=actors.SYSTEM)
