"""Background work of the paperless office."""

from sanjha.eoffice.operations.park_file import wake_parked
from sanjha.kernel.jobs import job


@job(queue="default", retries=3, cron="5 19 * * *")
def wake_parked_files() -> None:
    """Shortly after midnight in India: take up what was parked until today."""
    wake_parked()
