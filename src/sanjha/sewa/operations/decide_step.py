"""Decide a step: pass it on, object, send back, approve or reject."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.sewa import rules
from sanjha.sewa.deeds import Deed, close_task, open_task, write_deed
from sanjha.sewa.events import ApplicationApproved, ApplicationRejected, ObjectionRaised, StepDecided
from sanjha.sewa.models import Application, Decision, Objection, Task
from sanjha.sewa.queries.access import applications_seen_by
from sanjha.sewa.ruling import Given, Ruling, prepare


@dataclass(frozen=True)
class Carried:
    """A decision that is being carried out, with the rows it concerns."""

    application: Application
    task: Task
    deed: Decision
    ruling: Ruling
    actor: Actor
    at: datetime


def decide_step(
    *,
    task_id: UUID,
    action: str,
    actor: Actor,
    reasons: str = "",
    grounds: Sequence[str] = (),
    objections: Sequence[str] = (),
    report: Mapping[str, Any] | None = None,
    to_step: str = "",
) -> Decision:
    """Do what the definition offers in the step of this task, by the post that holds it.

    `action` is the code of one of the step's actions, `report` the data of the step's form, `grounds` and
    `objections` codes of the definition, `to_step` where a SEND_BACK goes. Raises Conflict when somebody was
    faster, with who decided what and when; NotPermitted for another post, and for an officer who took the application
    or did an earlier step and now would decide it; DomainError for what is missing or not offered.
    Two officers of one post may press together: the application's row lock lets the second see the first's decision.
    """
    given = Given(rules.check_text(reasons, "reasons"), tuple(grounds), tuple(objections), report, to_step)
    task = _visible_task(task_id, actor)
    _check_open(task)
    ruling = prepare(task, action, given, actor)
    with transaction.atomic(durable=True):
        application = Application.objects.select_for_update(of=("self",)).get(pk=task.application_id)
        task = Task.objects.get(pk=task_id)
        _check_open(task)
        at = clock.now()
        close_task(task, outcome=ruling.action.kind, actor=actor, at=at)
        deed = write_deed(
            application,
            Deed(
                kind=ruling.action.kind,
                actor=actor,
                at=at,
                post=ruling.post,
                action=action,
                task=task,
                to_step=ruling.onward.step if ruling.onward else "",
                grounds=given.grounds or given.objections,
                reasons=given.reasons,
                report=ruling.report,
            ),
        )
        carried = Carried(application, task, deed, ruling, actor, at)
        written = _CONSEQUENCES.get(ruling.action.kind, _pass_on)(carried)
        audit.record(
            actor,
            f"STEP_{ruling.action.kind}",
            stream=application.pk,
            rows=[application, task, deed, *written],
            step=task.step,
            chosen=action,
        )
        _announce(carried)
    return deed


def _visible_task(task_id: UUID, actor: Actor) -> Task:
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


def _check_open(task: Task) -> None:
    if task.closed_at is not None:
        rules.check_task_is_open(
            task, Decision.objects.filter(application=task.application_id, task=task).first()
        )


def _pass_on(carried: Carried) -> list[models.Model]:
    """On to the next step, or back to an earlier one."""
    onward = carried.ruling.onward
    if onward is None:
        raise RuntimeError("a decision that moves on was prepared without its next step")
    return [
        open_task(
            carried.application,
            step=onward.step,
            post=onward.post,
            due_date=onward.due_date,
            at=carried.at,
            after=carried.task.number,
        )
    ]


def _ask_applicant(carried: Carried) -> list[models.Model]:
    days = carried.ruling.definition.limits.close_after_days
    objection = Objection.objects.create(
        application=carried.application,
        decision=carried.deed,
        codes=list(carried.ruling.given.objections),
        text=carried.ruling.given.reasons,
        raised_at=carried.at,
        answer_by=carried.at.date() + timedelta(days=days),
    )
    carried.application.state = Application.State.WITH_CITIZEN
    carried.application.save(update_fields=["state"])
    events.publish(
        ObjectionRaised(
            application=carried.application.pk,
            number=carried.application.number,
            service=carried.ruling.definition.code,
            objection=objection.pk,
            codes=tuple(objection.codes),
            post=carried.task.post,
            officer=carried.ruling.officer,
            answer_by=objection.answer_by,
            raised_at=carried.at,
        )
    )
    return [objection]


def _approve(carried: Carried) -> list[models.Model]:
    application = carried.application
    application.state = Application.State.APPROVED
    application.save(update_fields=["state"])
    events.publish(
        ApplicationApproved(
            application=application.pk,
            number=application.number,
            service=carried.ruling.definition.code,
            district=application.district,
            post=carried.task.post,
            officer=carried.ruling.officer,
            approved_at=carried.at,
        )
    )
    return []


def _reject(carried: Carried) -> list[models.Model]:
    application = carried.application
    application.state, application.closed_at = Application.State.REJECTED, carried.at
    application.save(update_fields=["state", "closed_at"])
    events.publish(
        ApplicationRejected(
            application=application.pk,
            number=application.number,
            service=carried.ruling.definition.code,
            district=application.district,
            grounds=tuple(carried.ruling.given.grounds),
            post=carried.task.post,
            officer=carried.ruling.officer,
            appeal_by=rules.appeal_by(carried.at.date()),
            rejected_at=carried.at,
        )
    )
    return []


def _announce(carried: Carried) -> None:
    onward = carried.ruling.onward
    late = (carried.at.date() - carried.task.due_date).days
    events.publish(
        StepDecided(
            application=carried.application.pk,
            number=carried.application.number,
            service=carried.ruling.definition.code,
            step=carried.task.step,
            kind=carried.ruling.action.kind,
            post=carried.task.post,
            officer=carried.ruling.officer,
            to_step=onward.step if onward else "",
            to_post=onward.post.id if onward else None,
            days_late=max(late, 0),
            decided_at=carried.at,
        )
    )


_CONSEQUENCES: dict[str, Callable[[Carried], list[models.Model]]] = {
    "OBJECT": _ask_applicant,
    "APPROVE": _approve,
    "REJECT": _reject,
}
