"""The diary: what a registry or branch diarised on a day, and letters like one that is being diarised."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sanjha.eoffice.models import Grading, Movement, Receipt
from sanjha.eoffice.queries.access import receipts_seen_by
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor

FIRST_YEAR = 2000
LARGEST_PAGE = 500
LARGEST_REGISTER = 5000
"""Letters of one day on the page, and in the register that is printed or taken as CSV."""


def receipts_like(alike: str, offices: Sequence[UUID]) -> list[Receipt]:
    """Originals of one sender with one letter number in the same department, the newest first, at most five."""
    if not alike:
        return []
    return list(
        Receipt.objects.filter(alike=alike, original__isnull=True, offices__overlap=list(offices)).order_by(
            "-diarised_at"
        )[:5]
    )


def alike_for(actor: Actor, alike: str, offices: Sequence[UUID]) -> list[tuple[Receipt, bool]]:
    """The same with whether the actor may see each: of the others a page tells the number alone."""
    found = receipts_like(alike, offices)
    seen = set(
        Receipt.objects.filter(receipts_seen_by(actor), pk__in=[one.pk for one in found]).values_list(
            "pk", flat=True
        )
    )
    return [(one, one.pk in seen) for one in found]


def diary_of(actor: Actor, branch: str, day: date) -> "QuerySet[Receipt]":
    """What was diarised that day in the branch, in the order of the diary, as far as the actor may see it."""
    if day > clock.today() or day.year < FIRST_YEAR:
        return Receipt.objects.none()
    begun = datetime.combine(day, time.min, tzinfo=clock.IST)
    last_moves = Movement.objects.order_by("number")
    return (
        Receipt.objects.filter(
            receipts_seen_by(actor),
            branch=branch,
            original__isnull=True,
            diarised_at__gte=begun,
            diarised_at__lt=begun + timedelta(days=1),
        )
        .prefetch_related(Prefetch("movements", queryset=last_moves, to_attr="path"))
        .order_by("diarised_at", "pk")
    )


def last_of(branch: str, actor: Actor, *, limit: int) -> list[Receipt]:
    """What this person diarised last in the branch today."""
    begun = datetime.combine(clock.today(), time.min, tzinfo=clock.IST)
    found = Receipt.objects.filter(
        branch=branch,
        original__isnull=True,
        diarised_at__gte=begun,
        diarised_by__officer=str(actor.person),
        grading=Grading.NORMAL,
    )
    return list(found.order_by("-diarised_at", "-pk")[:limit])
