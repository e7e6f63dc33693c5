"""What follows from events: a letter that goes by e-mail is handed to the mail server."""

from uuid import UUID

from sanjha.eoffice import events, jobs
from sanjha.eoffice.models import Dispatch
from sanjha.kernel.events import subscribes


@subscribes(events.LetterDispatched, by="eoffice")
def carry_by_email(event: events.LetterDispatched, *, event_id: UUID) -> None:
    if event.mode == Dispatch.Mode.EMAIL:
        jobs.send_by_email.defer_once(f"eoffice.mail.{event.dispatch}", dispatch_id=str(event.dispatch))
