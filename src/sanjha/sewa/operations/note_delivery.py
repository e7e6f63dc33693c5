"""Note that a document was given out at a counter."""

from datetime import datetime
from uuid import UUID

from sanjha.kernel import actors, audit
from sanjha.sewa.models import Application, Delivery


def note_delivery(*, application_id: UUID, office: UUID, delivered_at: datetime, cause: UUID) -> None:
    """Write the delivery down for the counter's figures, once for each cause.

    An inner function: the subscriber's transaction holds it. A case this service does not know is passed over.
    """
    if not Application.objects.filter(pk=application_id).exists():
        return
    delivery, created = Delivery.objects.get_or_create(
        cause=cause,
        defaults={"application_id": application_id, "office": office, "delivered_at": delivered_at},
    )
    if created:
        audit.record(actors.SYSTEM, "DOCUMENT_DELIVERED", stream=application_id, rows=[delivery])
