"""Background work of the paperless office."""

from uuid import UUID

from sanjha.eoffice.operations.list_charge import list_charge
from sanjha.eoffice.operations.park_file import wake_parked
from sanjha.kernel import actors
from sanjha.kernel.jobs import job


@job(queue="default", retries=3, cron="5 19 * * *")
def wake_parked_files() -> None:
    """Shortly after midnight in India: take up what was parked until today."""
    wake_parked()


@job(queue="default", retries=8)
def list_charge_of(*, post: str, officer: str, tenure: str) -> None:
    """List what an officer hands over whose tenure has ended."""
    list_charge(post=UUID(post), officer=UUID(officer), tenure=UUID(tenure), actor=actors.SYSTEM)
