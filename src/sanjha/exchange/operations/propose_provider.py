"""Put a department's own system forward as the provider of a contract."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import member_queries, outbound_rules
from sanjha.exchange.keys import read_public_key
from sanjha.exchange.models import Member, Provider
from sanjha.exchange.outbound import registered
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outgoing.addresses import check_address
from sanjha.kernel import audit, clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Operation
from sanjha.kernel.errors import Conflict, DomainError

STREAM = "exchange.providers"


def propose_provider(
    *, member_id: UUID, offer: Offer, actor: Actor, as_member: Member | None = None
) -> Provider:
    """The proposal; nothing is asked there until somebody else agrees.

    `as_member` is the member that proved itself and speaks for itself. Raises DomainError, naming the field, for an
    operation that is not open, an address that may not be called, a key or values that are not in order; Conflict
    when this house or another system keeps it already; NotFound, and NotPermitted for others than the system,
    administrators, the member itself and whoever keeps its system.
    """
    member_queries.check_may_ask_for(member_id, actor, as_member)
    declared = contracts.declared_operations().get(offer.operation)
    outbound_rules.check_can_propose(declared, offer)
    key = _answer_key(offer.answer_key)
    check_address(offer.address)
    if declared is not None and _is_kept_here(declared, offer.keeps):
        raise Conflict(_("This house keeps it itself: it has one owner."), code="kept-here", field="keeps")
    with transaction.atomic(durable=True):
        member = member_queries.the_member(member_id, locked=True)
        if not member.is_active:
            raise DomainError(_("Choose an active member."), code="member", field="member_id")
        if registered.standing(offer.operation, offer.keeps).exists():
            raise Conflict(
                _("Another system is its owner already. End that first."), code="kept", field="keeps"
            )
        provider = Provider.objects.create(
            member=member,
            operation=offer.operation,
            keeps=offer.keeps,
            address=offer.address,
            seconds=offer.seconds,
            answer_key=key,
            title_en=offer.title.en,
            title_pa=offer.title.pa,
            title_hi=offer.title.hi,
            legal_basis=offer.legal_basis,
            purposes=sorted(set(offer.purposes)),
            proposed_by=actor.label,
            proposed_at=clock.now(),
        )
        record_step(provider, "PROVIDER_PROPOSED", actor)
    return provider


def record_step(provider: Provider, action: str, actor: Actor) -> None:
    """The audit entry, last in the transaction of the deed."""
    audit.record(
        actor,
        action,
        stream=STREAM,
        rows=[provider],
        member=provider.member.identifier,
        operation=provider.operation,
        keeps=provider.keeps,
        address=provider.address,
        purposes=provider.purposes,
        reason=provider.reason,
    )


def _answer_key(text: str) -> str:
    try:
        return read_public_key(text) if text.strip() else ""
    except DomainError as error:
        raise DomainError(error.message, code=error.code, field="answer_key") from None


def _is_kept_here(declared: Operation, keeps: str) -> bool:
    assert declared.kept_by is not None  # noqa: S101 asked before
    asking = contracts.declared_operations()[declared.kept_by.kept_here]
    arguments: dict[str, Any] = {declared.kept_by.argument: keeps}
    return bool(asking.call("exchange", arguments))
