"""Let a disputed fact stand, and tell the person why."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.people import dispute_rules as rules
from sanjha.people.models import Dispute, Outcome
from sanjha.people.settling import decide


def refuse_dispute(*, dispute_id: UUID, reason: str, actor: Actor) -> Dispute:
    """Close the ticket with the reason; the fact stays as it is.

    Raises NotFound, NotPermitted for another officer's ticket, Conflict when it is decided, DomainError without a reason.
    """
    words = rules.clean_reason(reason)
    with transaction.atomic(durable=True):
        dispute = Dispute.objects.select_for_update().filter(pk=dispute_id).first()
        if dispute is None:
            raise NotFound(_("There is no such dispute."))
        rules.check_may_decide(actor, dispute)
        rules.check_open(dispute)
        decide(dispute, Outcome.REFUSED, actor, clock.now(), words)
        audit.record(
            actor, "DISPUTE_REFUSED", stream=dispute.resident_id, rows=[dispute], number=dispute.number
        )
    return dispute
