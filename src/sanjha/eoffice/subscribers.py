"""What follows from events of the dak: scans are read, senders are told."""

from uuid import UUID

from sanjha.eoffice import events, jobs
from sanjha.kernel.events import subscribes


@subscribes(events.PapersScanned, by="eoffice")
def read_scans(event: events.PapersScanned, *, event_id: UUID) -> None:
    for scan in event.scans:
        jobs.read_scan.defer(scan_id=str(scan))


@subscribes(events.AcknowledgementAsked, by="eoffice")
def tell_sender(event: events.AcknowledgementAsked, *, event_id: UUID) -> None:
    jobs.tell_sender.defer(acknowledgement_id=str(event.acknowledgement))
