"""The owner of a fact has corrected it: applications under way that used it show so to the officer."""

from datetime import datetime
from uuid import UUID

from sanjha.kernel import audit
from sanjha.kernel.actors import Actor
from sanjha.sewa import registered
from sanjha.sewa.models import Application, FactCorrectedSince

UNDER_WAY = (Application.State.SUBMITTED, Application.State.WITH_CITIZEN, Application.State.APPROVED)


def note_correction(*, resident: UUID, fact: str, corrected_at: datetime, actor: Actor) -> int:
    """Note it at each application under way whose applicant's fact the register gave before. Returns how many.

    Inside the transaction of the event's consumer. Noting the same correction again changes nothing.
    """
    found = Application.objects.filter(
        register__resident=resident, state__in=UNDER_WAY, received_at__lt=corrected_at
    ).select_related("register")
    noted = 0
    for application in found.order_by("id"):
        if registered.read(application.register.given).fact(fact) is None:
            continue
        row, is_new = FactCorrectedSince.objects.get_or_create(
            application=application, fact=fact, corrected_at=corrected_at
        )
        if is_new:
            audit.record(actor, "FACT_CORRECTED_SINCE", stream=application.pk, rows=[row], fact=fact)
            noted += 1
    return noted
