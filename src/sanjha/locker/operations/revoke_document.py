"""Take a document back, in the open."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.locker import rules
from sanjha.locker.events import DocumentRevoked
from sanjha.locker.models import Document, Revocation
from sanjha.locker.record import as_json


def revoke_document(
    *, document_id: UUID, reason: str, actor: Actor, purpose: Purpose, replaced_by: UUID | None = None
) -> Document:
    """The document, from now on shown as revoked (or replaced) to everybody who verifies it.

    Raises NotFound, NotPermitted unless the actor holds a post of the issuing office, DomainError without a proper
    reason, for a document that is not in force, or when the replacement is not a document in force of the same person
    and kind.
    """
    with transaction.atomic(durable=True):
        document = Document.objects.select_for_update().filter(pk=document_id).first()
        if document is None:
            raise NotFound(_("There is no such document."))
        held, reason = rules.check_can_revoke(document, actor, reason)
        successor = _successor(document, replaced_by)
        revocation = Revocation.objects.create(
            document=document,
            reason=reason,
            revoked_at=clock.now(),
            revoked_by=actor.person,
            post=held.post,
            post_title=as_json(held.title),
            replaced_by=successor,
        )
        document.state = Document.State.SUPERSEDED if successor else Document.State.REVOKED
        document.save(update_fields=["state"])
        events.publish(
            DocumentRevoked(
                document=document.id,
                number=document.number,
                doctype=document.doctype,
                source=document.source,
                source_id=document.source_id,
                subject=document.subject,
                revoked_at=revocation.revoked_at,
                replaced_by=replaced_by,
            )
        )
        audit.record(
            actor,
            "DOCUMENT_REVOKED",
            stream=document.id,
            rows=[document, revocation],
            reason=reason,
            purpose=purpose.code,
            case=purpose.case,
        )
    return document


def _successor(document: Document, replaced_by: UUID | None) -> Document | None:
    if replaced_by is None:
        return None
    found = Document.objects.filter(
        pk=replaced_by, subject=document.subject, doctype=document.doctype, state=Document.State.ISSUED
    ).first()
    if found is None or found == document:
        raise DomainError(
            _("The replacement must be another document in force of the same person and kind."),
            code="replacement",
            field="replaced_by",
        )
    return found
