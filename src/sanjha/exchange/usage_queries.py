"""How much of its limits a consumer uses."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, Sum

from sanjha.exchange.models import GrantDay
from sanjha.kernel import clock

DAYS = 30


@dataclass(frozen=True)
class Usage:
    """Calls under one grant, today and in the last thirty days with today; and how often the limit stopped one in them."""

    today: int = 0
    days: int = 0
    too_many: int = 0


def usage_of(grants: Collection[UUID]) -> dict[UUID, Usage]:
    """By grant; one without a call is left out."""
    today = clock.today()
    counted = (
        GrantDay.objects.filter(grant__in=grants, day__gt=today - timedelta(days=DAYS))
        .values_list("grant")
        .annotate(today=Sum("calls", filter=Q(day=today), default=0), days=Sum("calls"), no=Sum("too_many"))
    )
    return {grant: Usage(of_today, days, too_many) for grant, of_today, days, too_many in counted}
