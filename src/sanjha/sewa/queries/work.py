"""One piece of work by its id."""

from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.sewa.models import Application, Task
from sanjha.sewa.queries.access import applications_seen_by


def task_of(actor: Actor, task_id: UUID) -> Task:
    """The task, open or done, if the actor may see its application. Raises NotFound."""
    found = (
        Task.objects.filter(pk=task_id)
        .filter(application__in=Application.objects.filter(applications_seen_by(actor)))
        .select_related("application__service_version")
        .defer("application__service_version__content")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such work, or it is not yours to see."))
    return found
