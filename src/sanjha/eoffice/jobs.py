"""Background work of the paperless office."""

from uuid import UUID

from sanjha.eoffice.operations.dispatch_letter import carry_mail
from sanjha.eoffice.operations.park_file import wake_parked
from sanjha.kernel.jobs import job


@job(queue="default", retries=3, cron="5 19 * * *")
def wake_parked_files() -> None:
    """Shortly after midnight in India: take up what was parked until today."""
    wake_parked()


@job(queue="notify", retries=8)
def send_by_email(*, dispatch_id: str) -> None:
    """Hand one letter to the mail server; it is tried again as long as the server does not answer."""
    carry_mail(dispatch_id=UUID(dispatch_id))
