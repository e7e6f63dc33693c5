"""The second side agrees to a provider."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import outbound_rules, rules
from sanjha.exchange.models import Member, Provider
from sanjha.exchange.operations.propose_provider import record_step
from sanjha.exchange.outbound.registered import locked_provider
from sanjha.exchange.outgoing.addresses import check_address
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def agree_provider(*, provider_id: UUID, actor: Actor, as_member: Member | None = None) -> Provider:
    """From the next call on the member's system is asked.

    Raises NotFound, NotPermitted for others than administrators or the member itself and for whoever proposed it or keeps its system,
    Conflict when it has been answered, BadAddress when the address may not be called any more.
    """
    with transaction.atomic(durable=True):
        provider = locked_provider(provider_id)
        outbound_rules.check_may_act_for(provider.member_id, actor, as_member)
        outbound_rules.check_can_agree(provider, actor)
        if as_member is None:
            rules.check_is_other_side(provider.member, actor)
        check_address(provider.address)
        provider.state = Provider.State.ACTIVE
        provider.decided_by, provider.decided_at = actor.label, clock.now()
        provider.save(update_fields=["state", "decided_by", "decided_at"])
        record_step(provider, "PROVIDER_AGREED", actor)
    return provider
