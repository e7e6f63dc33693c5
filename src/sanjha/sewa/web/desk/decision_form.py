"""The decision as the page offers it and as it comes back: action, codes, words, and the step's own form."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from sanjha.kernel import clock
from sanjha.kernel.errors import FieldError
from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import MOVES_ON, Action, Step
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.engine import Context
from sanjha.sewa.forms.flow import offered_actions, step_context
from sanjha.sewa.forms.html import parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.forms.views import FormView
from sanjha.sewa.queries.case import Case
from sanjha.sewa.routing import finder_for

_WITH_FORM = MOVES_ON | {"APPROVE"}


@dataclass
class Decided:
    """What the officer filled in, kept word for word so that a refusal loses nothing."""

    action: str = ""
    reasons: str = ""
    grounds: list[str] = field(default_factory=list)
    objections: list[str] = field(default_factory=list)
    to_step: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    command: str = ""


@dataclass(frozen=True)
class Choice:
    """One action to choose. `shows` names the parts of the form that belong to it."""

    code: str
    label: Text
    kind: str
    shows: str
    chosen: bool


@dataclass(frozen=True)
class DecisionPanel:
    """Everything the decision form shows. `is_field` says that it is filled in on the spot, on a phone."""

    step: Step
    choices: list[Choice]
    form: FormView | None
    decided: Decided
    definition: ServiceDefinition
    back_to: list[Step]
    asks: frozenset[str]
    photo_field: str
    photo_is_there: bool
    papers_left: int
    is_field: bool

    @property
    def only(self) -> Choice | None:
        """The one action, where there is no choice."""
        return self.choices[0] if len(self.choices) == 1 else None


def read(posted: QueryDict, form: Form | None) -> Decided:
    """The decision from a POST; a row command of the step's form is carried out on its data."""
    decided = Decided(
        action=posted.get("_action", "")[:60],
        reasons=posted.get("_reasons", "")[:5000],
        grounds=posted.getlist("_grounds")[:30],
        objections=posted.getlist("_objections")[:30],
        to_step=posted.get("_to_step", "")[:60],
    )
    if form is not None:
        sent = parse(posted.lists())
        decided.report = apply_command(form, sent.data, sent.command) if sent.command else sent.data
        decided.command = sent.command
    return decided


def panel_for(case: Case, decided: Decided, errors: tuple[FieldError, ...]) -> DecisionPanel | None:
    """The form for the open task, if it is the actor's to decide."""
    if case.task is None or not case.is_mine:
        return None
    definition = case.definition
    step = definition.step(case.task.step)
    context = context_of(case, step)
    form = None
    if step.form is not None:
        form = bind(
            step.form,
            decided.report,
            errors=errors,
            context=context,
            mode="field",
            refresh_url=reverse("sewa:decide", args=[case.task.pk]),
        )
    actions = _offered(definition, step, case, context)
    choices = {code for action in step.actions for code in action.choices}
    photo = photo_field_of(step.form)
    return DecisionPanel(
        step=step,
        choices=[_choice(action, decided) for action in actions],
        form=form,
        decided=decided,
        definition=definition,
        back_to=[each for each in definition.steps if each.code in choices],
        asks=frozenset(need for action in actions for need in _needs(action)),
        photo_field=photo,
        photo_is_there=bool(decided.report.get(photo)),
        papers_left=sum(1 for paper in case.papers if not paper.is_opened),
        is_field=bool(photo),
    )


def context_of(case: Case, step: Step) -> Context:
    """What the step's form needs to know of the case."""
    find_place = finder_for((case.definition.form, case.application.data))
    around = Context(today=clock.today(), find_place=find_place, strict=False)
    return step_context(case.definition, case.application.data, case.reports, around)


def photo_field_of(form: Form | None) -> str:
    """The id of the step form's photo field; empty when it has none."""
    found = (field.id for field in form.fields if isinstance(field, f.PhotoField)) if form else iter(())
    return next(found, "")


def _choice(action: Action, decided: Decided) -> Choice:
    shows = [action.kind, *_needs(action)]
    if action.kind in _WITH_FORM:
        shows.append("FORM")
    return Choice(action.code, action.label, action.kind, " ".join(shows), action.code == decided.action)


def _needs(action: Action) -> set[str]:
    """What has to be given: by the definition, and by what the action is."""
    by_kind = {"OBJECT": {"OBJECTION"}, "REJECT": {"GROUND", "REMARKS"}, "SEND_BACK": {"REMARKS"}}
    return set(action.needs) | by_kind.get(action.kind, set())


def _offered(definition: ServiceDefinition, step: Step, case: Case, context: Context) -> list[Action]:
    """With a form of its own the step's guards depend on what will be filled in: then every action is offered."""
    if step.form is not None:
        return list(step.actions)
    return offered_actions(definition, step, case.application.data, case.reports, context)
