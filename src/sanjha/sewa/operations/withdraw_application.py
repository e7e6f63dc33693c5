"""Take an application back."""

from uuid import UUID

from django.db import models, transaction

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.sewa import rules
from sanjha.sewa.deeds import Deed, close_task, write_deed
from sanjha.sewa.events import ApplicationWithdrawn
from sanjha.sewa.models import Application, Decision, Objection, Task
from sanjha.sewa.queries.access import visible_application


def withdraw_application(*, application_id: UUID, reasons: str, actor: Actor) -> Application:
    """End the application on the applicant's wish, before it is decided.

    Raises NotPermitted for others than the applicant and the kendra that took it, Conflict when it is decided or
    over. The fee is not paid back.
    """
    reasons = rules.check_text(reasons, "reasons")
    rules.check_remarks(reasons)
    seen = visible_application(actor, application_id)
    rules.check_speaks_for_applicant(actor, seen)
    with transaction.atomic(durable=True):
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        rules.check_can_withdraw(application)
        at = clock.now()
        ended = _end_what_waits(application, actor)
        application.state, application.closed_at = Application.State.WITHDRAWN, at
        application.save(update_fields=["state", "closed_at"])
        deed = write_deed(
            application,
            Deed(
                kind=Decision.Kind.WITHDRAW,
                actor=actor,
                at=at,
                post=next(
                    (
                        post
                        for post, held in actor.posts.items()
                        if held.office_code == application.kendra_code
                    ),
                    None,
                ),
                reasons=reasons,
            ),
        )
        audit.record(actor, "APPLICATION_WITHDRAWN", stream=application.pk, rows=[application, deed, *ended])
        events.publish(
            ApplicationWithdrawn(application.pk, application.number, seen.service_version.code, at)
        )
    return application


def _end_what_waits(application: Application, actor: Actor) -> list[models.Model]:
    """Close the open task or objection: the officers have nothing to do any more."""
    at = clock.now()
    task = Task.objects.filter(application=application, closed_at__isnull=True).first()
    if task is not None:
        close_task(task, outcome=Decision.Kind.WITHDRAW, actor=actor, at=at)
        return [task]
    objection = Objection.objects.filter(
        application=application, answered_at__isnull=True, lapsed_at__isnull=True
    ).first()
    if objection is None:
        return []
    objection.lapsed_at = at
    objection.save(update_fields=["lapsed_at"])
    return [objection]
