"""What follows from events of other services."""

from uuid import UUID

from sanjha.eoffice import jobs
from sanjha.kernel.events import subscribes
from sanjha.offices import events as offices

_HOLDS = {"SUBSTANTIVE", "ADDITIONAL"}


@subscribes(offices.OfficerRelieved, by="eoffice")
def list_what_is_handed_over(event: offices.OfficerRelieved, *, event_id: UUID) -> None:
    """Whoever held a post hands over what lies there; a link officer only stood in."""
    if event.capacity in _HOLDS:
        jobs.list_charge_of.defer(post=str(event.post), officer=str(event.officer), tenure=str(event.tenure))
