"""Give an officer clearance for graded papers by order, and end it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import rules_secrecy
from sanjha.eoffice.models import Clearance
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices import contract as offices


def give_clearance(
    *, officer: UUID, grading: int, order_number: str, actor: Actor, from_date: date | None = None
) -> Clearance:
    """Clear the officer up to `grading` from that day; an earlier clearance ends the same day.

    For records officers and office administrators, by the number of the order, never for oneself. The administrator, who
    reads no file, is cleared for none.
    """
    rules_secrecy.check_gives_clearance(actor, hands_of(actor).values())
    number = rules_secrecy.order_of(order_number)
    rules_secrecy.check_grading(grading)
    if officer == actor.person:
        raise DomainError(_("Nobody clears himself."), code="oneself", field="officer")
    offices.officer(officer_id=officer)
    if any(
        held.designation in rules_secrecy.ADMINISTRATORS for held in offices.holdings_of(officer_id=officer)
    ):
        raise DomainError(_("An administrator reads no graded paper."), code="administrator", field="officer")
    today = clock.today()
    begins = from_date or today
    if begins < today:
        raise DomainError(_("A clearance does not begin in the past."), code="date-passed", field="from_date")
    with transaction.atomic(durable=True):
        before = list(Clearance.objects.select_for_update().filter(officer=officer, to_date__isnull=True))
        for earlier in before:
            earlier.to_date = begins
            earlier.save(update_fields=["to_date"])
        made = Clearance.objects.create(
            officer=officer, grading=grading, from_date=begins, order_number=number
        )
        audit.record(actor, "CLEARANCE_GIVEN", stream=f"eoffice.clearance/{officer}", rows=[*before, made])
    return made


def end_clearance(*, clearance_id: UUID, actor: Actor) -> Clearance:
    """End a clearance today: graded papers are closed to the officer at once."""
    rules_secrecy.check_gives_clearance(actor, hands_of(actor).values())
    with transaction.atomic(durable=True):
        found = Clearance.objects.select_for_update().filter(pk=clearance_id, to_date__isnull=True).first()
        if found is None:
            raise NotFound(_("There is no such clearance in force."))
        found.to_date = max(clock.today(), found.from_date)
        found.save(update_fields=["to_date"])
        audit.record(actor, "CLEARANCE_ENDED", stream=f"eoffice.clearance/{found.officer}", rows=[found])
    return found
