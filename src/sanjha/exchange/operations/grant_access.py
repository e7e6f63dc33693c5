"""Permit a consumer to call an operation for a purpose."""

from datetime import date

from django.db import transaction

from sanjha.exchange import carried, rules
from sanjha.exchange.models import Grant
from sanjha.kernel import audit, clock, contracts
from sanjha.kernel.actors import Actor


def grant_access(
    *,
    consumer: str,
    operation: str,
    purpose: str,
    legal_basis: str,
    from_date: date,
    actor: Actor,
    until_date: date | None = None,
) -> Grant:
    """Record the grant; asking again for the same one returns it unchanged.

    In force from `from_date` to `until_date`, both included. Raises DomainError when no such operation is declared,
    it yields no facts, or purpose, legal basis or dates are not in order; NotPermitted for other actors than the
    system and administrators.
    """
    rules.check_may_administer(actor)
    rules.check_can_grant(
        contracts.declared_operations().get(operation),
        purpose=purpose,
        legal_basis=legal_basis,
        from_date=from_date,
        until_date=until_date,
    )
    with transaction.atomic(durable=True):
        grant, _created = record_grant(
            consumer=consumer,
            operation=operation,
            purpose=purpose,
            legal_basis=legal_basis,
            from_date=from_date,
            until_date=until_date,
            actor=actor,
        )
    return grant


def record_grant(
    *,
    consumer: str,
    operation: str,
    purpose: str,
    legal_basis: str,
    from_date: date,
    until_date: date | None,
    actor: Actor,
) -> tuple[Grant, bool]:
    """The grant, and whether it is new; inside the caller's transaction, with its audit entry."""
    grant, created = Grant.objects.get_or_create(
        consumer=consumer,
        operation=operation,
        purpose=purpose,
        from_date=from_date,
        ended_at=None,
        defaults={
            "until_date": until_date,
            "legal_basis": legal_basis,
            "granted_by": actor.label,
            "granted_at": clock.now(),
        },
    )
    if created:
        audit.record(
            actor,
            "ACCESS_GRANTED",
            stream="exchange.grants",
            rows=[grant],
            operation=operation,
            consumer=consumer,
            purpose=purpose,
        )
        carried.tell(grant)
    return grant, created
