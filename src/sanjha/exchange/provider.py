"""Binds the exchange's contract to its queries and operations."""

from datetime import date

from sanjha.exchange import contract, queries
from sanjha.exchange.operations.ensure_grants import ensure_grants
from sanjha.kernel import context
from sanjha.kernel.contracts import provides
from sanjha.kernel.text import Text


@provides(contract.ensure_grants)
def _ensure_grants(
    *,
    consumer: str,
    operations: list[str],
    purpose: str,
    purpose_name: Text,
    legal_basis: str,
    from_date: date | None = None,
) -> contract.EnsuredGrants:
    return ensure_grants(
        consumer=consumer,
        operations=operations,
        purpose=purpose,
        purpose_name=purpose_name,
        legal_basis=legal_basis,
        from_date=from_date,
        actor=context.actor(),
    )


@provides(contract.grants_of)
def _grants_of(*, consumer: str) -> list[contract.GrantView]:
    found = queries.in_force().filter(consumer=consumer).order_by("purpose", "operation", "from_date")
    return [
        contract.GrantView(
            id=grant.id,
            consumer=grant.consumer,
            operation=grant.operation,
            purpose=grant.purpose,
            legal_basis=grant.legal_basis,
            from_date=grant.from_date,
            until_date=grant.until_date,
        )
        for grant in found
    ]
