"""Note that the document of an application was revoked."""

from datetime import datetime
from uuid import UUID

from sanjha.kernel import actors, audit, events
from sanjha.sewa.deeds import Deed, write_deed
from sanjha.sewa.events import CertificateRevoked
from sanjha.sewa.models import Application, Decision


def note_revocation(*, application_id: UUID, document: UUID, revoked_at: datetime) -> None:
    """The application counts as revoked and no longer stands in the way of a new one; noted once.

    An inner function: the subscriber's transaction holds it. A case this service does not know is passed over.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("service_version")
        .defer("service_version__content")
        .filter(pk=application_id, state=Application.State.ISSUED)
        .first()
    )
    if application is None:
        return
    application.state = Application.State.REVOKED
    application.save(update_fields=["state"])
    deed = write_deed(
        application,
        Deed(
            kind=Decision.Kind.REVOKE, actor=actors.SYSTEM, at=revoked_at, details={"document": str(document)}
        ),
    )
    audit.record(actors.SYSTEM, "CERTIFICATE_REVOKED", stream=application.pk, rows=[application, deed])
    events.publish(
        CertificateRevoked(
            application.pk, application.number, application.service_version.code, document, revoked_at
        )
    )
