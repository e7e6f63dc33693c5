"""Background work of the service counter: ids in, one operation."""

from uuid import UUID

from sanjha.kernel import actors
from sanjha.kernel.jobs import job
from sanjha.sewa.operations.close_unanswered import close_unanswered
from sanjha.sewa.operations.discard_stale_drafts import discard_stale_drafts
from sanjha.sewa.operations.issue_document import issue_document
from sanjha.sewa.operations.reassign_task import reassign_task
from sanjha.sewa.operations.tell_applicant import tell_applicant


@job(queue="issue", retries=8)
def make_document(*, application_id: str) -> None:
    """Have the document of an approved application issued."""
    issue_document(application_id=UUID(application_id))


@job(queue="notify", retries=6)
def notify(*, application_id: str, event: str, cause: str) -> None:
    """Tell the applicant what happened."""
    tell_applicant(application_id=UUID(application_id), event=event, cause=UUID(cause))


@job(queue="default", retries=8)
def move_task(*, task_id: str) -> None:
    """Move work out of the tray of a post that was closed."""
    reassign_task(task_id=UUID(task_id), actor=actors.SYSTEM, reasons="The post was closed.")


@job(queue="default", retries=3, cron="35 18 * * *")
def close_late_answers() -> None:
    """Five past midnight in India: close what nobody answered."""
    close_unanswered(actor=actors.SYSTEM)


@job(queue="default", retries=3, cron="15 20 * * *")
def forget_stale_drafts() -> None:
    """In the night: discard what nobody goes on with."""
    discard_stale_drafts(actor=actors.SYSTEM)
