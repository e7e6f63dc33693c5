"""What the locker does by the clock."""

from sanjha.kernel.jobs import job
from sanjha.locker.operations.log_verification import forget_counts


@job(queue="housekeeping", retries=3, cron="50 * * * *")
def forget_verification_counts() -> None:
    """Remove the counts of the last hours' verifications."""
    forget_counts()
