"""How applications stand, for other services: no person in it."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import OuterRef, Subquery

from sanjha.sewa.contract import ApplicationStatus
from sanjha.sewa.models import Application, Task
from sanjha.sewa.pinned import definition_of


def statuses(*, number: str = "", ids: Sequence[UUID] = ()) -> list[ApplicationStatus]:
    """By number or by ids, in no particular order."""
    open_post = Task.objects.filter(application=OuterRef("pk"), closed_at__isnull=True).values("post")[:1]
    wanted = Application.objects.filter(number=number) if number else Application.objects.filter(pk__in=ids)
    found = (
        wanted.annotate(open_post=Subquery(open_post))
        .select_related("service_version", "certificate")
        .defer("service_version__content")
    )
    return [_status(application) for application in found]


def _status(application: Application) -> ApplicationStatus:
    certificate = getattr(application, "certificate", None)
    return ApplicationStatus(
        id=application.pk,
        number=application.number,
        service=application.service_version.code,
        service_name=definition_of(application.service_version).names,
        channel=application.channel,
        state=application.state,
        district=application.district,
        tehsil=application.tehsil,
        kendra_code=application.kendra_code,
        received_at=application.received_at,
        due_date=application.due_date,
        closed_at=application.closed_at,
        post=application.open_post,  # type: ignore[attr-defined]
        document=certificate.document if certificate else None,
    )
