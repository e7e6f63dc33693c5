"""Binds the exchange's contract to its queries and operations."""

from datetime import date
from uuid import UUID

from sanjha.exchange import contract, queries, readings
from sanjha.exchange.models import Member
from sanjha.exchange.operations.ensure_grants import ensure_grants
from sanjha.kernel import context
from sanjha.kernel.contracts import Purpose, provides
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


@provides(contract.grants_in_force)
def _grants_in_force(*, limit: int = 2000) -> list[contract.GrantInForce]:
    found = queries.in_force().order_by("consumer", "purpose", "operation", "from_date")
    return [queries.opened_by(grant) for grant in found[: max(0, min(limit, 5000))]]


@provides(contract.log_readings)
def _log_readings(
    *, consumer: str, operation: str, facts: list[str], purpose: Purpose, subjects: list[UUID]
) -> int:
    return readings.keep(
        consumer=consumer, operation=operation, facts=facts, purpose=purpose, subjects=subjects
    )


@provides(contract.readings_about)
def _readings_about(*, subjects: list[UUID], limit: int = 100) -> list[contract.ReadingView]:
    return readings.about(subjects=subjects, limit=min(limit, 1000))


@provides(contract.members)
def _members() -> list[contract.MemberView]:
    found = Member.objects.filter(state=Member.State.ACTIVE).order_by("member_class", "code", "subsystem")[
        :1000
    ]
    return [contract.MemberView(identifier=row.identifier, department=row.department) for row in found]
