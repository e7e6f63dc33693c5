"""How applications stand, for other services."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from sanjha.sewa.models import Application, Task


def statuses(*, number: str = "", ids: Sequence[UUID] = ()) -> QuerySet[Application]:
    """By number or by ids, in no particular order, with the post of the open task as `open_post`."""
    open_post = Task.objects.filter(application=OuterRef("pk"), closed_at__isnull=True).values("post")[:1]
    wanted = Application.objects.filter(number=number) if number else Application.objects.filter(pk__in=ids)
    return (
        wanted.annotate(open_post=Subquery(open_post))
        .select_related("service_version", "certificate")
        .defer("service_version__content")
    )
