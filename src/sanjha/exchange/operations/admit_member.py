"""Whether a member may make this call now, and for which facts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from sanjha.exchange import member_queries
from sanjha.exchange.models import Grant, Member
from sanjha.kernel import audit, clock, context
from sanjha.kernel.contracts import Operation, Purpose
from sanjha.kernel.errors import NotPermitted, TooMany

_COUNT = """
INSERT INTO exchange_grantminute AS kept (grant_id, minute, calls) VALUES (%s, %s, 1)
ON CONFLICT (grant_id, minute) DO UPDATE SET calls = kept.calls + 1 RETURNING calls
"""
_COUNT_DAY = """
INSERT INTO exchange_grantday AS kept (grant_id, day, calls, too_many) VALUES (%s, %s, %s, %s)
ON CONFLICT (grant_id, day) DO UPDATE
SET calls = kept.calls + excluded.calls, too_many = kept.too_many + excluded.too_many
"""


def admit_member(
    *, member: Member, operation: Operation, purpose: Purpose, facts: Sequence[str] = ()
) -> tuple[str, ...]:
    """The facts that this call may have: those it names, else all of the grant. Counts the call.

    Raises NotPermitted (audited) without a grant that holds today or for a fact outside it, TooMany above the limit of
    the grant in this minute.
    """
    grant = member_queries.grant_in_force(
        consumer=member.identifier, operation=operation.name, purpose=purpose.code
    )
    if grant is None:
        raise _refused(member, operation, purpose, facts, "no-grant")
    granted = tuple(operation.facts if grant.facts is None else grant.facts)
    if not set(facts) <= set(granted):
        raise _refused(member, operation, purpose, facts, "over-asking")
    _count(grant)
    return tuple(facts) or granted


def _count(grant: Grant) -> None:
    is_too_many = grant.per_minute is not None and _calls_of_this_minute(grant) > grant.per_minute
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_DAY, [grant.id, clock.today(), int(not is_too_many), int(is_too_many)])
    if is_too_many:
        raise TooMany(f"more than {grant.per_minute} calls in this minute", code="rate-limit")


def _calls_of_this_minute(grant: Grant) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [grant.id, _minute()])
        (calls,) = cursor.fetchone()
    return int(calls)


def _minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def _refused(
    member: Member, operation: Operation, purpose: Purpose, facts: Sequence[str], why: str
) -> NotPermitted:
    with transaction.atomic(durable=True):
        audit.record(
            context.actor(),
            "READING_REFUSED",
            stream="exchange.refusals",
            operation=operation.name,
            consumer=member.identifier,
            purpose=purpose.code,
            case=purpose.case,
            facts=list(facts),
            why=why,
        )
    words = f"{member.identifier} has no grant to call {operation.name} for {purpose.code}"
    return NotPermitted(f"{words} with these facts" if why == "over-asking" else words, code=why)
