"""Open a paper of a case to look at it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, blobs, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.sewa.models import Application, Attachment, AttachmentOpening, Draft
from sanjha.sewa.queries.access import draft_of, visible_application


@dataclass(frozen=True)
class Opened:
    """The paper's bytes and what they are."""

    name: str
    media_type: str
    content: bytes
    attachment: Attachment


def open_attachment(*, attachment_id: UUID, actor: Actor) -> Opened:
    """The paper; when an officer opens one of an application, that is written down.

    Raises NotFound for a paper of a case that the actor may not see.
    """
    attachment = Attachment.objects.filter(pk=attachment_id, removed_at__isnull=True).first()
    if attachment is None:
        raise NotFound(_("There is no such document."))
    if Draft.objects.filter(pk=attachment.case_id).exists():
        draft_of(actor, attachment.case_id)
    else:
        _note_opening(actor, attachment, visible_application(actor, attachment.case_id))
    return Opened(attachment.original_name, attachment.media_type, blobs.get(attachment.blob), attachment)


def _note_opening(actor: Actor, attachment: Attachment, application: Application) -> None:
    if not actor.is_officer or actor.person is None or not actor.posts:
        return
    task = application.tasks.filter(post__in=list(actor.posts)).order_by("-number").first()
    with transaction.atomic(durable=True):
        opening = AttachmentOpening.objects.create(
            attachment=attachment,
            officer=actor.person,
            post=task.post if task else next(iter(actor.posts)),
            opened_at=clock.now(),
        )
        audit.record(
            actor,
            "DOCUMENT_OPENED",
            stream=application.pk,
            rows=[opening],
            attachment=attachment.pk,
            document=attachment.document,
        )
