"""A consumer asks to read facts."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import member_queries, member_rules, rules
from sanjha.exchange.models import AccessRequest, Member
from sanjha.kernel import audit, clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError

MEMBER_SIGN = "/"
"""In a member's identifier; never in the name of a service."""


def ask_access(
    *,
    consumer: str,
    operation: str,
    purpose: str,
    legal_basis: str,
    facts: Sequence[str],
    from_date: date,
    until_date: date,
    per_minute: int,
    actor: Actor,
    as_member: Member | None = None,
) -> AccessRequest:
    """Put the request before the owner; nothing may be read yet. The consumer is a service or a member's identifier.

    `as_member` is the member that proved itself and asks for itself. Raises DomainError, naming the field, for an
    unknown or suspended consumer, an operation that is not offered, facts that it does not yield (over-asking), dates
    or a limit that are not in order; Conflict when the same was asked for and waits; NotPermitted for others than the
    system, administrators, the member itself and whoever keeps its system.
    """
    _check_consumer(consumer, actor, as_member)
    member_rules.check_can_ask(
        contracts.declared_operations().get(operation),
        for_member=MEMBER_SIGN in consumer,
        purpose=purpose,
        legal_basis=legal_basis,
        facts=facts,
        from_date=from_date,
        until_date=until_date,
        per_minute=per_minute,
    )
    with transaction.atomic(durable=True):
        asked, created = AccessRequest.objects.get_or_create(
            consumer=consumer,
            operation=operation,
            purpose=purpose,
            state=AccessRequest.State.ASKED,
            defaults={
                "legal_basis": legal_basis,
                "facts": sorted(set(facts)),
                "from_date": from_date,
                "until_date": until_date,
                "per_minute": per_minute,
                "asked_by": actor.label,
                "asked_at": clock.now(),
            },
        )
        if not created:
            raise Conflict(_("The same was asked for already and waits for an answer."), code="asked")
        audit.record(
            actor,
            "ACCESS_ASKED",
            stream="exchange.requests",
            rows=[asked],
            operation=operation,
            consumer=consumer,
            purpose=purpose,
            facts=asked.facts,
        )
    return asked


def _check_consumer(consumer: str, actor: Actor, as_member: Member | None) -> None:
    if as_member is None:
        if consumer not in member_queries.identifiers_kept_by(actor):
            rules.check_may_administer(actor)
    elif as_member.identifier != consumer:
        raise DomainError(_("A member asks for itself only."), code="consumer", field="consumer")
    if MEMBER_SIGN not in consumer:
        return
    member = as_member or member_queries.member_called(consumer)
    if member is None or not member.is_active:
        raise DomainError(_("Choose an active member or a service."), code="consumer", field="consumer")
