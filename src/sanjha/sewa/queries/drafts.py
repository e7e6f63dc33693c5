"""What lies half filled in, and the papers of a case."""

from collections.abc import Iterable
from uuid import UUID

from sanjha.kernel.actors import Actor
from sanjha.sewa.models import Attachment, AttachmentOpening, Draft
from sanjha.sewa.queries.access import draft_of, drafts_owned_by

__all__ = ["attachments_of", "documents_held", "draft_of", "drafts_of", "opened_by"]


def drafts_of(actor: Actor, *, most: int = 50) -> list[Draft]:
    """The drafts of the actor's counter or of the citizen, the last touched first."""
    return list(
        Draft.objects.filter(drafts_owned_by(actor))
        .select_related("service_version")
        .defer("service_version__content")
        .order_by("-updated_at", "id")[:most]
    )


def attachments_of(case_id: UUID) -> list[Attachment]:
    """The papers of a case in the order in which they came; the caller has checked that the case may be seen."""
    return list(
        Attachment.objects.filter(case_id=case_id, removed_at__isnull=True).order_by("uploaded_at", "id")
    )


def documents_held(attachments: Iterable[Attachment]) -> set[str]:
    """The codes of the documents that are there."""
    return {attachment.document for attachment in attachments}


def opened_by(officer: UUID | None, case_id: UUID) -> set[UUID]:
    """The papers of a case that an officer has opened."""
    if officer is None:
        return set()
    return set(
        AttachmentOpening.objects.filter(officer=officer, attachment__case_id=case_id).values_list(
            "attachment_id", flat=True
        )
    )
