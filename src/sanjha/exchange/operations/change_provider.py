"""Refuse, suspend, resume or end a provider."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import outbound_rules, rules
from sanjha.exchange.models import Provider
from sanjha.exchange.operations.propose_provider import record_step
from sanjha.exchange.outbound.registered import locked_provider
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor

_ACTIONS = {
    Provider.State.REFUSED: "PROVIDER_REFUSED",
    Provider.State.SUSPENDED: "PROVIDER_SUSPENDED",
    Provider.State.ACTIVE: "PROVIDER_RESUMED",
    Provider.State.ENDED: "PROVIDER_ENDED",
}


def change_provider(*, provider_id: UUID, to: Provider.State, reason: str, actor: Actor) -> Provider:
    """To SUSPENDED, ACTIVE (resume), ENDED, or REFUSED (a proposal); it counts from the next call on.

    Raises NotFound, DomainError without a reason, Conflict when its state does not allow the step, NotPermitted for others
    than administrators.
    """
    rules.check_may_administer(actor)
    with transaction.atomic(durable=True):
        provider = locked_provider(provider_id)
        outbound_rules.check_can_change(provider, to, reason, actor)
        provider.state, provider.reason = to, reason
        provider.decided_by, provider.decided_at = actor.label, clock.now()
        provider.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        record_step(provider, _ACTIONS[to], actor)
    return provider
