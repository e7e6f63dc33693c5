"""Permit an officer to object once more."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound, NotPermitted
from sanjha.offices import contract as offices
from sanjha.sewa import rules
from sanjha.sewa.deeds import Deed, write_deed
from sanjha.sewa.models import Application, Decision, Task


def permit_objection(*, application_id: UUID, reasons: str, actor: Actor) -> Decision:
    """Let the officer who has the application raise one objection more than the definition allows.

    Raises NotPermitted unless the actor holds the post to which that officer's post reports, DomainError without
    reasons, Conflict when the application is not with an officer.
    """
    reasons = rules.check_text(reasons, "reasons")
    rules.check_remarks(reasons)
    task = Task.objects.filter(application=application_id, closed_at__isnull=True).first()
    if task is None:
        raise NotFound(_("There is no such application, or no officer has it now."))
    superior = offices.superior_post(post_id=task.post)
    if superior is None or superior.id not in actor.posts:
        raise NotPermitted(
            _("Only the officer to whom %(post)s reports can permit this.") % {"post": task.post_title}
        )
    with transaction.atomic(durable=True):
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        if not Task.objects.filter(pk=task.pk, closed_at__isnull=True).exists():
            raise Conflict(_("The application was moved on meanwhile."), code="moved-on")
        deed = write_deed(
            application,
            Deed(
                kind=Decision.Kind.PERMIT_OBJECTION,
                actor=actor,
                at=clock.now(),
                post=superior.id,
                reasons=reasons,
                details={"step": task.step},
            ),
        )
        audit.record(actor, "OBJECTION_PERMITTED", stream=application.pk, rows=[deed], step=task.step)
    return deed
