"""Move work from one post to another."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.offices import contract as offices
from sanjha.sewa import rules
from sanjha.sewa.deeds import Deed, write_deed
from sanjha.sewa.events import TaskReassigned
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.models import Application, Decision, Task
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.routing import Around, finder_for, post_for


def reassign_task(*, task_id: UUID, reasons: str, actor: Actor, to_post: UUID | None = None) -> Task:
    """Put open work into another post's tray; step and due date stay.

    Without `to_post` it goes to the post that the jurisdiction names now. The system moves the work of posts that were
    closed, otherwise the officer to whom the present post reports does. Raises NotPermitted for others, Conflict when
    it was decided meanwhile, DomainError without reasons, for a closed post, and when no office is responsible.
    """
    reasons = rules.check_text(reasons, "reasons")
    rules.check_remarks(reasons)
    task = _open_task(task_id)
    by_post = _check_may_move(actor, task)
    target = offices.get_post(post_id=to_post) if to_post else _responsible_now(task)
    if not target.is_active:
        raise DomainError(_("This post is closed and takes no work."), code="post-closed", field="to_post")
    if target.id == task.post:
        return task
    service = task.application.service_version.code
    with transaction.atomic(durable=True):
        application = Application.objects.select_for_update(of=("self",)).get(pk=task.application_id)
        task = Task.objects.get(pk=task_id)
        rules.check_task_is_open(task, Decision.objects.filter(task=task).first())
        before, at = task.post, clock.now()
        task.post, task.post_title = target.id, target.title
        task.office_code, task.office_name = target.office_code, target.office_name
        task.save(update_fields=["post", "post_title", "office_code", "office_name"])
        moved = {"task": str(task.pk), "step": task.step, "from": str(before), "to": str(target.id)}
        deed = write_deed(
            application,
            Deed(
                kind=Decision.Kind.REASSIGN, actor=actor, at=at, post=by_post, reasons=reasons, details=moved
            ),
        )
        audit.record(actor, "TASK_REASSIGNED", stream=application.pk, rows=[task, deed])
        events.publish(
            TaskReassigned(application.pk, application.number, service, task.step, before, target.id, at)
        )
    return task


def _open_task(task_id: UUID) -> Task:
    task = (
        Task.objects.filter(pk=task_id)
        .select_related("application__service_version")
        .defer("application__service_version__content")
        .first()
    )
    if task is None:
        raise NotFound(_("There is no such work, or it is not yours to see."))
    rules.check_task_is_open(task, Decision.objects.filter(task=task).first())
    return task


def _check_may_move(actor: Actor, task: Task) -> UUID | None:
    """The post by which the actor moves it; none for the system."""
    if actor.kind is Kind.SYSTEM:
        return None
    superior = offices.superior_post(post_id=task.post)
    if superior is None or superior.id not in actor.posts:
        raise NotPermitted(
            _("Only the officer to whom %(post)s reports can move this.") % {"post": task.post_title}
        )
    return superior.id


def _responsible_now(task: Task) -> offices.PostView:
    application = task.application
    definition = definition_of(application.service_version)
    context = Context(
        today=clock.today(), find_place=finder_for((definition.form, application.data)), strict=False
    )
    around = Around(application.tehsil, application.kendra_code, task.office_code)
    return post_for(definition, definition.step(task.step), application.data, context, around)
