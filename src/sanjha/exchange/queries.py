"""Reads of the exchange."""

from uuid import UUID

from django.db.models import Q, QuerySet

from sanjha.exchange import rules
from sanjha.exchange.contract import GrantInForce
from sanjha.exchange.models import Grant, NamedPurpose, Reading
from sanjha.kernel import clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text

PAGE = 100


def in_force() -> QuerySet[Grant]:
    """The grants that hold today."""
    today = clock.today()
    return Grant.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gte=today), ended_at__isnull=True, from_date__lte=today
    )


def opened_by(grant: Grant) -> GrantInForce:
    """The grant with the facts that it opens: those it names, else all that its operation yields."""
    declared = contracts.declared_operations().get(grant.operation)
    facts = grant.facts if grant.facts is not None else declared.facts if declared else ()
    return GrantInForce(
        consumer=grant.consumer,
        operation=grant.operation,
        purpose=grant.purpose,
        facts=list(facts),
        until_date=grant.until_date,
    )


def grants_seen_by(actor: Actor, *, consumer: str = "", with_ended: bool = False) -> QuerySet[Grant]:
    """The grants that may still hold, by consumer, purpose and operation; `with_ended` also those that were ended or ran out.

    None for anybody who is no administrator.
    """
    if not actor.holds(rules.ADMINISTRATOR):
        return Grant.objects.none()
    found = Grant.objects.all()
    if not with_ended:
        found = found.filter(
            Q(until_date__isnull=True) | Q(until_date__gte=clock.today()), ended_at__isnull=True
        )
    if consumer:
        found = found.filter(consumer=consumer)
    return found.order_by("consumer", "purpose", "operation", "-from_date", "id")


def readings_of(actor: Actor, *, before: UUID | None = None, limit: int = PAGE) -> list[Reading]:
    """Who read the citizen's own facts, the newest first; `before` is the id of the last one seen."""
    if not actor.is_citizen or actor.person is None:
        return []
    found = Reading.objects.filter(subject=actor.person).order_by("-id")
    if before:
        found = found.filter(id__lt=before)
    return list(found[:limit])


def purpose_names(codes: set[str]) -> dict[str, Text]:
    """The names of these purposes; a code without a name is left out."""
    return {row.code: row.name for row in NamedPurpose.objects.filter(pk__in=codes)}
