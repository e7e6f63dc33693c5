"""How an application stands, for anybody who knows its number: no name, no answer, no paper in clear."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from sanjha.kernel import clock, numbers
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.text import Text
from sanjha.sewa.models import Application, Decision
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.history import Standing, standing_of, timeline_of

_NUMBER = re.compile(r"[A-Z0-9/-]{8,50}")


@dataclass(frozen=True)
class TrackedStep:
    """One happening as the public may know it: what, by which post and office, when."""

    label: Text
    step: Text
    post: Text
    office: Text
    at: datetime


@dataclass(frozen=True)
class Tracked:
    """The public view. The applicant's name is masked to the first letters."""

    number: str
    service: Text
    applicant: str
    state: str
    state_label: str
    received_at: datetime
    due_date: date | None
    limit_status: str
    standing: Standing
    steps: list[TrackedStep]
    document_number: str


def track(number: str) -> Tracked:
    """The application of that number. Raises DomainError for a number that is mistyped, NotFound for an unknown one."""
    typed = "".join(number.split()).upper()
    if not _NUMBER.fullmatch(typed) or not numbers.is_valid(typed):
        raise DomainError(
            _("This is not the number of an application. Type it as it stands on the acknowledgement."),
            code="number-mistyped",
            field="number",
        )
    application = (
        Application.objects.filter(number=typed)
        .select_related("service_version", "certificate")
        .defer("service_version__content")
        .first()
    )
    if application is None:
        raise NotFound(_("There is no application with this number."), field="number")
    return _tracked(application)


def _tracked(application: Application) -> Tracked:
    definition = definition_of(application.service_version)
    limit = definition.time_limit(application.received_at.astimezone(clock.IST).date())
    certificate = getattr(application, "certificate", None)
    return Tracked(
        number=application.number,
        service=definition.names,
        applicant=mask(str((application.data.get("applicant") or {}).get("name_en") or "")),
        state=application.state,
        state_label=application.get_state_display(),
        received_at=application.received_at,
        due_date=application.due_date,
        limit_status=limit.status if limit else "DRAFT",
        standing=standing_of(application),
        steps=[
            TrackedStep(entry.label, entry.step, entry.post, entry.office, entry.at)
            for entry in timeline_of(application)
            if entry.kind != Decision.Kind.PERMIT_OBJECTION
        ],
        document_number=certificate.number if certificate else "",
    )


def mask(name: str) -> str:
    """ "Manpreet Kaur" -> "M••••••• K•••": the number of letters stays, so that people recognise their own."""
    return " ".join(word[:1] + "•" * (len(word) - 1) for word in name.split())
