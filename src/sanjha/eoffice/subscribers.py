"""What follows from events: a charge is listed, scans are read, senders are told, letters go out by e-mail."""

from uuid import UUID

from sanjha.eoffice import events, jobs
from sanjha.eoffice.models import Dispatch
from sanjha.kernel.events import subscribes
from sanjha.offices import events as offices

_HOLDS = {"SUBSTANTIVE", "ADDITIONAL"}


@subscribes(offices.OfficerRelieved, by="eoffice")
def list_what_is_handed_over(event: offices.OfficerRelieved, *, event_id: UUID) -> None:
    """Whoever held a post hands over what lies there; a link officer only stood in."""
    if event.capacity in _HOLDS:
        jobs.list_charge_of.defer(post=str(event.post), officer=str(event.officer), tenure=str(event.tenure))


@subscribes(events.PapersScanned, by="eoffice")
def read_scans(event: events.PapersScanned, *, event_id: UUID) -> None:
    for scan in event.scans:
        jobs.read_scan.defer(scan_id=str(scan))


@subscribes(events.AcknowledgementAsked, by="eoffice")
def tell_sender(event: events.AcknowledgementAsked, *, event_id: UUID) -> None:
    jobs.tell_sender.defer(acknowledgement_id=str(event.acknowledgement))


@subscribes(events.LetterDispatched, by="eoffice")
def carry_by_email(event: events.LetterDispatched, *, event_id: UUID) -> None:
    if event.mode == Dispatch.Mode.EMAIL:
        jobs.send_by_email.defer_once(f"eoffice.mail.{event.dispatch}", dispatch_id=str(event.dispatch))
