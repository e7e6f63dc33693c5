"""A member asks to be told of a kind of event."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import member_queries, outbound_rules
from sanjha.exchange.models import EventSubscription, Member
from sanjha.exchange.outgoing.addresses import check_address
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError

STREAM = "exchange.subscriptions"


def ask_events(
    *,
    member_id: UUID,
    kind: str,
    fields: Sequence[str],
    purpose: str,
    legal_basis: str,
    from_date: date,
    until_date: date,
    actor: Actor,
    address: str = "",
    as_member: Member | None = None,
) -> EventSubscription:
    """The wish; no event is kept for the member until somebody else agrees. With `address`, events are pushed there.

    `as_member` is the member that proved itself and asks for itself. Raises DomainError, naming the field, for an event or
    fields that are not offered (over-asking), an address that may not be called, purpose or dates that are not in order;
    Conflict when it asked for the same before; NotFound, and NotPermitted for others than the system, administrators,
    the member itself and whoever keeps its system.
    """
    member_queries.check_may_ask_for(member_id, actor, as_member)
    outbound_rules.check_can_subscribe(
        kind=kind,
        fields=fields,
        purpose=purpose,
        legal_basis=legal_basis,
        from_date=from_date,
        until_date=until_date,
    )
    if address:
        check_address(address)
    with transaction.atomic(durable=True):
        member = member_queries.the_member(member_id, locked=True)
        if not member.is_active:
            raise DomainError(_("Choose an active member."), code="consumer", field="member_id")
        open_ones = EventSubscription.objects.filter(
            member=member, kind=kind, purpose=purpose, state__in=["ASKED", "AGREED"]
        )
        if open_ones.exists():
            raise Conflict(_("The same was asked for already."), code="asked", field="kind")
        asked = EventSubscription.objects.create(
            member=member,
            kind=kind,
            fields=sorted(set(fields)),
            purpose=purpose,
            legal_basis=legal_basis,
            address=address,
            from_date=from_date,
            until_date=until_date,
            asked_by=actor.label,
            asked_at=clock.now(),
        )
        record_step(asked, "EVENTS_ASKED", actor)
    return asked


def record_step(subscription: EventSubscription, action: str, actor: Actor) -> None:
    """The audit entry, last in the transaction of the deed."""
    audit.record(
        actor,
        action,
        stream=STREAM,
        rows=[subscription],
        member=subscription.member.identifier,
        kind=subscription.kind,
        fields=subscription.fields,
        purpose=subscription.purpose,
        address=subscription.address,
        reason=subscription.reason,
    )
