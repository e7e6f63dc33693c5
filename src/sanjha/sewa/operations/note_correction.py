"""The owner of a fact has corrected it: applications under way that used it show so to the officer."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from sanjha.kernel import audit
from sanjha.kernel.actors import Actor
from sanjha.sewa import registered
from sanjha.sewa.models import Application, FactCorrectedSince

UNDER_WAY = (Application.State.SUBMITTED, Application.State.WITH_CITIZEN, Application.State.APPROVED)


def note_correction(*, resident: UUID, fact: str, corrected_at: datetime, actor: Actor) -> int:
    """Note it at each application under way for which the register gave this fact of the resident before, once for every
    role in which the resident stands there. Returns how many.

    Inside the transaction of the event's consumer. Noting the same correction again changes nothing.
    """
    named = Q(register__resident=resident) | Q(persons__resident=resident)
    found = (
        Application.objects.filter(named, state__in=UNDER_WAY, received_at__lt=corrected_at)
        .select_related("register")
        .prefetch_related("persons")
        .distinct()
    )
    noted = 0
    for application in found.order_by("id"):
        for role in _roles(application, resident, fact):
            row, is_new = FactCorrectedSince.objects.get_or_create(
                application=application, role=role, fact=fact, corrected_at=corrected_at
            )
            if is_new:
                audit.record(
                    actor, "FACT_CORRECTED_SINCE", stream=application.pk, rows=[row], role=role, fact=fact
                )
                noted += 1
    return noted


def _roles(application: Application, resident: UUID, fact: str) -> list[str]:
    """The roles of the resident in an application for which the register gave that fact."""
    applicant = getattr(application, "register", None)
    rows = [(registered.APPLICANT, applicant)] if applicant else []
    return [
        role
        for role, row in [*rows, *((row.role, row) for row in application.persons.all())]
        if row.resident == resident and registered.read_one(row.given).fact(fact) is not None
    ]
