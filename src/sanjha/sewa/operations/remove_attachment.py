"""Take a paper off a case."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound, NotPermitted
from sanjha.sewa import rules
from sanjha.sewa.models import Application, Attachment, Draft, Task
from sanjha.sewa.queries.access import draft_of, visible_application
from sanjha.sewa.queries.history import open_objection_of


def remove_attachment(*, attachment_id: UUID, actor: Actor) -> None:
    """Take the paper off; the row stays and says when.

    What was handed in with the application stays in it. Only a draft's papers, those of an answer that is not given
    yet, and those an officer added in the open step can be taken off. Raises NotFound, NotPermitted or Conflict.
    """
    attachment = Attachment.objects.filter(pk=attachment_id).first()
    if attachment is None:
        raise NotFound(_("There is no such document."))
    in_draft = Draft.objects.filter(pk=attachment.case_id).exists()
    if in_draft:
        draft_of(actor, attachment.case_id)
    else:
        _check_may_remove(actor, attachment, visible_application(actor, attachment.case_id))
    with transaction.atomic(durable=True):
        holder = Draft if in_draft else Application
        if not holder.objects.select_for_update().filter(pk=attachment.case_id).exists():
            raise Conflict(_("This form was submitted or discarded meanwhile."), code="draft-submitted")
        attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
        if attachment.removed_at is not None:
            return
        attachment.removed_at = clock.now()
        attachment.save(update_fields=["removed_at"])
        audit.record(
            actor,
            "DOCUMENT_REMOVED",
            stream=attachment.case_id,
            rows=[attachment],
            document=attachment.document,
        )


def _check_may_remove(actor: Actor, attachment: Attachment, application: Application) -> None:
    refused = NotPermitted(_("What was handed in with the application stays in it."))
    if rules.speaks_for_applicant(actor, application):
        waiting = open_objection_of(application)
        if waiting is None or attachment.objection != waiting.pk:
            raise refused
        return
    task = Task.objects.filter(
        application=application, closed_at__isnull=True, post__in=list(actor.posts)
    ).first()
    if task is None or attachment.step != task.step or attachment.uploaded_at < task.opened_at:
        raise refused
