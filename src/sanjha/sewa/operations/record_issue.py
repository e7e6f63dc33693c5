"""Note with the application that its document is issued."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import actors, audit, clock, events
from sanjha.kernel.errors import DomainError
from sanjha.locker.contract import IssuedDocument
from sanjha.sewa.deeds import Deed, write_deed
from sanjha.sewa.events import CertificateIssued
from sanjha.sewa.models import Application, Decision, IssuedCertificate, IssueTrouble


def record_issue(*, application_id: UUID, issued: IssuedDocument) -> IssuedCertificate:
    """Close the application as issued and announce it; noting the same document again changes nothing.

    Raises DomainError when the application is not approved.
    """
    with transaction.atomic(durable=True):
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("service_version")
            .defer("service_version__content")
            .get(pk=application_id)
        )
        known = IssuedCertificate.objects.filter(application=application).first()
        if known is not None:
            return known
        if application.state != Application.State.APPROVED:
            raise DomainError(_("Only an approved application gets its document."), code="not-approved")
        certificate = IssuedCertificate.objects.create(
            application=application,
            document=issued.id,
            number=issued.number,
            doc_id=issued.doc_id,
            title=issued.title,
            issued_at=issued.issued_at,
        )
        at = clock.now()
        application.state, application.closed_at = Application.State.ISSUED, at
        application.save(update_fields=["state", "closed_at"])
        deed = write_deed(
            application,
            Deed(kind=Decision.Kind.ISSUE, actor=actors.SYSTEM, at=at, details={"document": issued.number}),
        )
        IssueTrouble.objects.filter(application=application).delete()
        audit.record(
            actors.SYSTEM,
            "CERTIFICATE_ISSUED",
            stream=application.pk,
            rows=[application, certificate, deed],
            document=issued.number,
        )
        events.publish(
            CertificateIssued(
                application=application.pk,
                number=application.number,
                service=application.service_version.code,
                kendra_code=application.kendra_code,
                district=application.district,
                document=issued.id,
                document_number=issued.number,
                issued_at=issued.issued_at,
            )
        )
    return certificate
