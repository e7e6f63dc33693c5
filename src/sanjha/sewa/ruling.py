"""What an officer is about to decide: looked up and checked whole before anything is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.offices.contract import PostView
from sanjha.sewa import clock as legal_clock
from sanjha.sewa import papers, rules
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import MOVES_ON, Action, Step
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.forms.flow import next_step, offered_actions, step_context
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.models import Application, Decision, Task
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.drafts import attachments_of, opened_by
from sanjha.sewa.routing import Around, finder_for, post_for

_WITH_FORM = MOVES_ON | {"APPROVE"}


@dataclass(frozen=True)
class Given:
    """What the officer filled in beside the action."""

    reasons: str = ""
    grounds: Sequence[str] = ()
    objections: Sequence[str] = ()
    report: Mapping[str, Any] | None = None
    to_step: str = ""


@dataclass(frozen=True)
class Next:
    """The step, post and day to which the application goes."""

    step: str
    post: PostView
    due_date: date


@dataclass(frozen=True)
class Ruling:
    """A decision that may be carried out if nobody was faster."""

    definition: ServiceDefinition
    step: Step
    action: Action
    post: UUID
    officer: UUID
    given: Given
    report: dict[str, Any]
    onward: Next | None


def prepare(task: Task, action: str, given: Given, actor: Actor) -> Ruling:
    """Check the decision against definition, history and papers, and find where it leads.

    Raises NotPermitted for who does not hold the post or has acted on it before, DomainError for what is missing.
    """
    application = task.application
    definition = definition_of(application.service_version)
    step = definition.step(task.step)
    chosen = rules.action_of(step, action)
    held, officer = rules.acting_post(actor, task)
    decisions = list(application.decisions.order_by("decided_at", "id"))
    reports = rules.reports_of(decisions)
    report = _report(definition, step, chosen, application, reports, given)
    if step.form is not None and chosen.kind in _WITH_FORM:
        reports = {**reports, step.code: {**report, "completed_on": clock.today().isoformat()}}
    find_place = finder_for((definition.form, application.data))
    context = Context(today=clock.today(), find_place=find_place, strict=False)
    if chosen.code not in {
        offered.code for offered in offered_actions(definition, step, application.data, reports, context)
    }:
        raise DomainError(
            _("This decision is not offered as things stand."), code="not-offered", field="action"
        )
    _check_given(definition, chosen, given, application, decisions, actor)
    if rules.is_final(chosen.kind):
        rules.check_maker_is_not_checker(actor, step.code, decisions)
    onward = None
    if chosen.kind in MOVES_ON:
        code = next_step(definition, step, chosen, application.data, reports, context)
        onward = _next(definition, code, application, context, task.office_code)
    elif chosen.kind == "SEND_BACK":
        onward = _next(definition, given.to_step, application, context, task.office_code)
    return Ruling(definition, step, chosen, held.post, officer, given, report, onward)


def offered_in(application: Application, task: Task, decisions: Sequence[Decision]) -> list[Action]:
    """The actions whose guard holds in the open task, in the order of the definition."""
    definition = definition_of(application.service_version)
    find_place = finder_for((definition.form, application.data))
    context = Context(today=clock.today(), find_place=find_place, strict=False)
    return offered_actions(
        definition, definition.step(task.step), application.data, rules.reports_of(decisions), context
    )


def _report(
    definition: ServiceDefinition,
    step: Step,
    action: Action,
    application: Application,
    reports: Mapping[str, Mapping[str, Any]],
    given: Given,
) -> dict[str, Any]:
    """The step's form as it was filled in; objections, refusals and returns need none."""
    if step.form is None or action.kind not in _WITH_FORM:
        return {}
    data = dict(given.report or {})
    find_place = finder_for((definition.form, application.data), (step.form, data))
    around = Context(today=clock.today(), find_place=find_place, strict=False)
    result = validate(step.form, data, step_context(definition, application.data, reports, around))
    if result.errors:
        raise DomainError(
            _("Some entries of the report have to be mended."), code="form-invalid", errors=result.errors
        )
    papers.check_photos(step.form, result.cleaned, (paper.blob for paper in attachments_of(application.pk)))
    return dict(result.cleaned)


def _next(
    definition: ServiceDefinition,
    code: str | None,
    application: Application,
    context: Context,
    office_code: str,
) -> Next:
    if not code:
        raise DomainError(
            _("The definition of this service does not say where this leads."), code="no-next-step"
        )
    step = definition.step(code)
    around = Around(application.tehsil, application.kendra_code, office_code)
    post = post_for(definition, step, application.data, context, around)
    due = legal_clock.step_due_date(definition, step, start=clock.today(), district=application.district)
    return Next(code, post, due)


def _check_given(
    definition: ServiceDefinition,
    action: Action,
    given: Given,
    application: Application,
    decisions: Sequence[Decision],
    actor: Actor,
) -> None:
    """What the kind of the decision asks by law, and what the definition asks beyond it."""
    kinds = [decision.kind for decision in decisions]
    if action.kind == "REJECT" or "GROUND" in action.needs:
        rules.check_grounds(definition, given.grounds, given.reasons, application.language)
    if action.kind == "OBJECT":
        permitted = kinds.count(Decision.Kind.PERMIT_OBJECTION)
        rules.check_objection(definition, given.objections, kinds.count(Decision.Kind.OBJECT), permitted)
    if action.kind == "SEND_BACK":
        rules.check_send_back(definition, action, given.to_step, kinds.count(Decision.Kind.SEND_BACK))
    if "REMARKS" in action.needs or action.kind == "SEND_BACK":
        rules.check_remarks(given.reasons)
    if action.kind == "REJECT" or "DOCUMENTS_OPENED" in action.needs:
        rules.check_documents_opened(_unopened(definition, application, actor))


def _unopened(definition: ServiceDefinition, application: Application, actor: Actor) -> list[str]:
    """The names of documents of which the officer has not opened every paper."""
    seen = opened_by(actor.person, application.pk)
    names = {document.code: str(document.names) for document in definition.documents}
    left = [paper for paper in attachments_of(application.pk) if paper.pk not in seen]
    return list(dict.fromkeys(names.get(paper.document, paper.original_name) for paper in left))
