"""Ask again for the document of an approved application."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.sewa.events import IssueRequested
from sanjha.sewa.models import Application, Decision
from sanjha.sewa.queries.access import visible_application


def retry_issue(*, application_id: UUID, actor: Actor) -> None:
    """Queue the making of the document once more, after what stood in the way was mended.

    Raises NotPermitted for officers whose post did not approve it, DomainError when there is nothing to make.
    """
    application = visible_application(actor, application_id)
    if application.state != Application.State.APPROVED:
        raise DomainError(_("There is no document waiting to be made."), code="not-approved")
    approval = Decision.objects.get(application=application, kind=Decision.Kind.APPROVE)
    if approval.post not in actor.posts:
        raise NotPermitted(_("Only the post that approved the application can do this."))
    with transaction.atomic(durable=True):
        events.publish(IssueRequested(application.pk, application.number, clock.now()))
        audit.record(actor, "ISSUE_RETRIED", stream=application.pk)
