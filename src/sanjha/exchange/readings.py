"""Readings that another service tells of, because its rows are no facts of a contract, and readings given out."""

from collections.abc import Sequence
from uuid import UUID

from sanjha.exchange.contract import ReadingView
from sanjha.exchange.models import Reading
from sanjha.kernel import clock, context
from sanjha.kernel.contracts import Purpose


def keep(
    *, consumer: str, operation: str, facts: Sequence[str], purpose: Purpose, subjects: Sequence[UUID]
) -> int:
    """One reading for each subject; gives how many. The reader is who acts in this request."""
    reader, whose, at = context.actor(), list(dict.fromkeys(subjects)), clock.now()
    Reading.objects.bulk_create(
        Reading(
            at=at,
            operation=operation,
            facts=list(facts),
            consumer=consumer,
            purpose=purpose.code,
            case=purpose.case,
            reader=reader.label,
            posts=list(reader.posts),
            subject=subject,
            request_id=context.request_id(),
        )
        for subject in whose
    )
    return len(whose)


def about(*, subjects: Sequence[UUID], limit: int) -> list[ReadingView]:
    """The newest readings about any of these subjects."""
    found = Reading.objects.filter(subject__in=list(subjects)).order_by("-id")[:limit]
    return [
        ReadingView(
            id=row.id,
            at=row.at,
            operation=row.operation,
            facts=list(row.facts),
            consumer=row.consumer,
            purpose=row.purpose,
            case=row.case,
            reader=row.reader,
            subject=row.subject,
        )
        for row in found
    ]
