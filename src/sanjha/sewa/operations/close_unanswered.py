"""Close applications whose objection nobody answered in time."""

from uuid import UUID

from django.db import transaction

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.sewa.deeds import Deed, write_deed
from sanjha.sewa.events import ApplicationClosed
from sanjha.sewa.models import Application, Decision, Objection


def close_unanswered(*, actor: Actor) -> int:
    """Close every application whose last day for an answer is past, each in its own transaction. Returns how many."""
    late = Objection.objects.filter(
        answered_at__isnull=True, lapsed_at__isnull=True, answer_by__lt=clock.today()
    ).order_by("answer_by", "id")
    return sum(
        _close(objection_id, application_id, actor)
        for objection_id, application_id in late.values_list("id", "application_id")
    )


def _close(objection_id: UUID, application_id: UUID, actor: Actor) -> bool:
    with transaction.atomic(durable=True):
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("service_version")
            .defer("service_version__content")
            .get(pk=application_id)
        )
        objection = Objection.objects.get(pk=objection_id)
        if objection.answered_at is not None or objection.lapsed_at is not None:
            return False
        at = clock.now()
        objection.lapsed_at = at
        objection.save(update_fields=["lapsed_at"])
        application.state, application.closed_at = Application.State.CLOSED, at
        application.save(update_fields=["state", "closed_at"])
        deed = write_deed(
            application,
            Deed(kind=Decision.Kind.CLOSE, actor=actor, at=at, details={"objection": str(objection.pk)}),
        )
        audit.record(actor, "APPLICATION_CLOSED", stream=application.pk, rows=[application, objection, deed])
        events.publish(
            ApplicationClosed(
                application.pk, application.number, application.service_version.code, objection.pk, at
            )
        )
    return True
