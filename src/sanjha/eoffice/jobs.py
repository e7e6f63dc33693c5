"""Background work of the paperless office."""

from uuid import UUID

import structlog

from sanjha.eoffice import paper_pages
from sanjha.eoffice.operations import fetch_mail as fetching
from sanjha.eoffice.operations import read_scan_text as reading
from sanjha.eoffice.operations.acknowledge_receipt import deliver_acknowledgement
from sanjha.eoffice.operations.dispatch_letter import carry_mail
from sanjha.eoffice.operations.list_charge import list_charge
from sanjha.eoffice.operations.park_file import wake_parked
from sanjha.kernel import actors
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.jobs import job

log = structlog.get_logger(__name__)


@job(queue="default", retries=3, cron="5 19 * * *")
def wake_parked_files() -> None:
    """Shortly after midnight in India: take up what was parked until today."""
    wake_parked()


@job(queue="default", retries=8)
def list_charge_of(*, post: str, officer: str, tenure: str) -> None:
    """List what an officer hands over whose tenure has ended."""
    list_charge(post=UUID(post), officer=UUID(officer), tenure=UUID(tenure), actor=actors.SYSTEM)


@job(queue="default", retries=3)
def read_scan(*, scan_id: str) -> None:
    """Read the words of a scan."""
    reading.read_scan_text(scan_id=UUID(scan_id))


@job(queue="notify", retries=6)
def tell_sender(*, acknowledgement_id: str) -> None:
    """Tell the sender of a letter that it came."""
    deliver_acknowledgement(acknowledgement_id=UUID(acknowledgement_id))


@job(queue="default", retries=1, cron="*/5 * * * *")
def fetch_mail() -> None:
    """Every five minutes: what is new in the registry's mailbox. A server that is silent is asked again by the clock."""
    try:
        fetching.fetch_mail()
    except Unavailable as error:
        log.warning("the registry's mailbox does not answer", error=str(error))


@job(queue="default", retries=1, cron="35 20 * * *")
def forget_pages() -> None:
    """In the night: pages that nobody has opened for a week are cut out anew when they are wanted."""
    paper_pages.forget_unused()


@job(queue="notify", retries=8)
def send_by_email(*, dispatch_id: str) -> None:
    """Hand one letter to the mail server; it is tried again as long as the server does not answer."""
    carry_mail(dispatch_id=UUID(dispatch_id))
