"""The heads under which the departments of some offices number their files."""

from collections.abc import Collection
from uuid import UUID

from sanjha.eoffice.models import SubjectHead
from sanjha.offices import contract as offices


def heads_of(office_ids: Collection[UUID]) -> list[SubjectHead]:
    """The heads in force of the departments of these offices, by code."""
    departments = {offices.office(office_id=office).department for office in office_ids}
    return list(
        SubjectHead.objects.filter(department__in=departments, ended_at__isnull=True).order_by(
            "department", "code"
        )
    )
