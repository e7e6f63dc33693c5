"""A dispute ends in the transaction in which its fact is corrected, whoever corrects it."""

from collections.abc import Iterable
from datetime import datetime

from sanjha.kernel import events
from sanjha.kernel.actors import Actor
from sanjha.people.events import DisputeDecided
from sanjha.people.models import Dispute, Fact, Outcome


def settle(superseded: Iterable[Fact], actor: Actor, now: datetime) -> list[Dispute]:
    """Close the open disputes about facts that a newer one has just superseded; gives the rows written."""
    found = list(
        Dispute.objects.select_for_update().filter(fact__in=[fact.pk for fact in superseded], outcome="")
    )
    for dispute in found:
        decide(dispute, Outcome.CORRECTED, actor, now)
    return found


def decide(dispute: Dispute, outcome: Outcome, actor: Actor, now: datetime, reason: str = "") -> None:
    """Write the decision and announce it."""
    dispute.outcome, dispute.reason = outcome, reason
    dispute.decided_at, dispute.decided_by = now, actor.label
    dispute.save(update_fields=["outcome", "reason", "decided_at", "decided_by"])
    events.publish(
        DisputeDecided(dispute.pk, dispute.number, dispute.resident_id, dispute.fact_name, outcome.value, now)
    )
