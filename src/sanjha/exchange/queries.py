"""Reads of the exchange."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from sanjha.exchange import rules
from sanjha.exchange.contract import GrantInForce
from sanjha.exchange.models import Grant, NamedPurpose, Reading, StandsFor
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


def readings_of(
    actor: Actor, *, before: UUID | None = None, fact: str = "", limit: int = PAGE
) -> list[Reading]:
    """Who read the citizen's own facts, the newest first; `before` is the id of the last one seen, `fact` one of them."""
    if not actor.is_citizen or actor.person is None:
        return []
    found = Reading.objects.filter(subject__in=subjects_of(actor.person)).order_by("-id")
    if before:
        found = found.filter(id__lt=before)
    if fact:
        found = found.filter(facts__contains=[fact])
    return list(found[:limit])


def subjects_of(person: UUID) -> list[UUID]:
    """The entries of the register of residents that stand for one person."""
    kept = StandsFor.objects.filter(pk=person).values_list("kept", flat=True).first() or person
    return [kept, *StandsFor.objects.filter(kept=kept).values_list("subject", flat=True)]


_BY_FACT = """
SELECT fact, count(*), (array_agg(r.id ORDER BY r.id DESC))[1]
FROM exchange_reading r CROSS JOIN LATERAL jsonb_array_elements_text(r.facts) AS fact
WHERE r.subject = ANY(%s::uuid[]) AND r.reader <> %s GROUP BY fact ORDER BY fact
"""


def readings_by_fact(subjects: Sequence[UUID], *, but_by: str) -> list[tuple[str, int, Reading]]:
    """Of each fact of these subjects how often others than `but_by` read it, and the newest reading."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_FACT, [list(subjects), but_by])
        rows = cursor.fetchall()
    newest = Reading.objects.in_bulk({reading for _fact, _times, reading in rows})
    return [(fact, times, newest[reading]) for fact, times, reading in rows]


def purpose_names(codes: set[str]) -> dict[str, Text]:
    """The names of these purposes; a code without a name is left out."""
    return {row.code: row.name for row in NamedPurpose.objects.filter(pk__in=codes)}
