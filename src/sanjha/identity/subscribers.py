"""What identity does when something has happened: it puts a queued message into the hands of a worker."""

from uuid import UUID

from sanjha.identity.events import SmsQueued
from sanjha.identity.jobs import deliver_sms
from sanjha.kernel.events import subscribes


@subscribes(SmsQueued, by="identity")
def hand_over_sms(event: SmsQueued, *, event_id: UUID) -> None:
    deliver_sms.defer(message_id=str(event.message_id))
