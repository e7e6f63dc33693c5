"""How applications stand, for other services."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sanjha.sewa.models import Application, Draft, Task


def statuses(*, number: str = "", ids: Sequence[UUID] = ()) -> QuerySet[Application]:
    """By number or by ids, in no particular order, with the post of the open task as `open_post`."""
    open_post = Task.objects.filter(application=OuterRef("pk"), closed_at__isnull=True).values("post")[:1]
    wanted = Application.objects.filter(number=number) if number else Application.objects.filter(pk__in=ids)
    return (
        wanted.annotate(open_post=Subquery(open_post))
        .select_related("service_version", "certificate")
        .defer("service_version__content")
    )


def under_way(cases: Sequence[str], *, since: datetime) -> list[str]:
    """The ids of drafts and applications that were open after `since`, and the numbers of these, among the texts."""
    ids = [UUID(case) for case in cases if _ID.fullmatch(case)]
    open_ones = Application.objects.exclude(closed_at__lt=since)
    found = {str(key) for key in Draft.objects.filter(pk__in=ids).values_list("pk", flat=True)}
    rows = open_ones.filter(Q(pk__in=ids) | Q(number__in=list(cases))).values_list("pk", "number")
    for key, number in rows:
        found |= {str(key), number}
    return [case for case in cases if case in found]


_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
