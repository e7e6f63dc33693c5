"""Binds the exchange's contract to its queries and operations."""

from datetime import date
from uuid import UUID

from sanjha.exchange import contract, member_queries, queries, readings
from sanjha.exchange.models import Grant
from sanjha.exchange.operations.ensure_grants import ensure_grants
from sanjha.exchange.outbound import asking, registered
from sanjha.exchange.readers import posts_in_words, readers_in_words
from sanjha.kernel import context
from sanjha.kernel.contracts import Purpose, provides
from sanjha.kernel.text import Text
from sanjha.people import contract as people


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


@provides(contract.grants_kept)
def _grants_kept(*, after: UUID | None = None, limit: int = 500) -> list[contract.GrantKept]:
    found = Grant.objects.filter(pk__gt=after) if after else Grant.objects.all()
    return [
        contract.GrantKept(**{name: getattr(grant, name) for name in contract.GrantKept.__struct_fields__})
        for grant in found.order_by("id")[: max(0, min(limit, 1000))]
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


@provides(contract.readings_by_fact)
def _readings_by_fact(*, subject: UUID) -> list[contract.FactReadings]:
    actor = context.actor()
    found = queries.readings_by_fact(queries.subjects_of(subject), but_by=actor.label)
    posts = posts_in_words({post for _fact, _times, reading in found for post in reading.posts})
    purposes = queries.purpose_names({reading.purpose for _fact, _times, reading in found})
    return [
        contract.FactReadings(
            fact=fact,
            times=times,
            last_at=reading.at,
            reader="; ".join(str(reader) for reader in readers_in_words(reading, actor, posts)),
            purpose=purposes.get(reading.purpose, Text(reading.purpose)),
        )
        for fact, times, reading in found
    ]


@provides(contract.members)
def _members() -> list[contract.MemberView]:
    found = member_queries.active_members()
    return [contract.MemberView(identifier=row.identifier, department=row.department) for row in found]


@provides(contract.is_kept_outside)
def _is_kept_outside(*, operation: str, keeps: str) -> bool:
    return registered.standing(operation, keeps).exists()


@provides(contract.answers_outside)
def _answers_outside(*, operation: str, keeps: str) -> bool:
    return registered.agreed(operation, keeps) is not None


@provides(contract.ask_outside)
def _ask_outside(*, operation: str, consumer: str, keeps: str, arguments: str, purpose: Purpose) -> str:
    return asking.ask_for_unit(
        name=operation, consumer=consumer, keeps=keeps, arguments=arguments, purpose=purpose
    )


people.register_readings(contract.readings_by_fact)
