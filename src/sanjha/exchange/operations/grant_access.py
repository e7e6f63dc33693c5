"""Permit a consumer to call an operation for a purpose."""

from datetime import date

from django.db import transaction

from sanjha.exchange.models import Grant
from sanjha.kernel import audit, clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotPermitted


def grant_access(
    *, consumer: str, operation: str, purpose: str, legal_basis: str, from_date: date, actor: Actor, until_date: date | None = None
) -> Grant:
    """Record the grant; asking again for the same one returns it unchanged.

    Raises DomainError when no such operation is declared or it yields no facts, NotPermitted for other
    actors than the system and administrators.
    """
    declared = contracts.declared_operations().get(operation)
    if declared is None or not declared.facts:
        raise DomainError(f"{operation} is no operation that yields facts.", field="operation")
    if actor.kind != "SYSTEM" and not actor.holds("office_admin"):
        raise NotPermitted("Only an administrator grants access to facts.")
    with transaction.atomic(durable=True):
        grant, created = Grant.objects.get_or_create(
            consumer=consumer,
            operation=operation,
            purpose=purpose,
            from_date=from_date,
            defaults={"until_date": until_date, "legal_basis": legal_basis, "granted_by": actor.label, "granted_at": clock.now()},
        )
        if created:
            audit.record(actor, "ACCESS_GRANTED", stream="exchange.grants", rows=[grant], operation=operation, consumer=consumer, purpose=purpose)
    return grant
