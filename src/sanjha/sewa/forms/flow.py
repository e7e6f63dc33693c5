"""Where a file goes: who is responsible, what may be done, which step comes next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.checks.form import field_at
from sanjha.sewa.definition.expressions.values import Scope, plain
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import Action, Step
from sanjha.sewa.forms.scope import Context, JsonObject, application_scope, case_scope, quietly, typed_fields

Reports = Mapping[str, JsonObject]


@dataclass(frozen=True)
class Responsible:
    """Who could have the file: a designation, perhaps a kind of office, and the code of the place if it goes by place."""

    designation: str
    rule: str
    office_kind: str
    place: str


def responsible_for(
    definition: ServiceDefinition, step: Step, cleaned: JsonObject, context: Context
) -> list[Responsible]:
    """The posts to look for, in order: the first that exists gets the file."""
    scope = application_scope(definition, cleaned, context)
    return [
        Responsible(
            designation=entry.designation,
            rule=entry.rule,
            office_kind=entry.office_kind,
            place=place_of(definition, cleaned, entry.place) if entry.rule == "PLACE_OF" else "",
        )
        for entry in step.responsible
        if not entry.when or quietly(entry.when, scope) is True
    ]


def place_of(definition: ServiceDefinition, cleaned: JsonObject, path: str) -> str:
    """The code of the place at a path; of an address, its most exact place (the last one filled in). Empty if none."""
    value: object = cleaned
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    field = field_at(definition.form.fields, path)
    if isinstance(field, f.GroupField) and isinstance(value, Mapping):
        codes = [value.get(inner.id) for inner in field.fields if isinstance(inner, f.PlaceField)]
        return next((str(code) for code in reversed(codes) if code), "")
    return value if isinstance(field, f.PlaceField) and isinstance(value, str) else ""


def step_context(
    definition: ServiceDefinition,
    cleaned: JsonObject,
    reports: Reports,
    context: Context,
    case: JsonObject | None = None,
) -> Context:
    """The context in which a step's own form is read: it sees the application, its terms and the other reports."""
    return replace(context, outer=case_scope(definition, cleaned, reports, case or {}, context))


def offered_actions(
    definition: ServiceDefinition,
    step: Step,
    cleaned: JsonObject,
    reports: Reports,
    context: Context,
    case: JsonObject | None = None,
) -> list[Action]:
    """The actions of a step whose guard holds."""
    scope = _at_step(definition, step, cleaned, reports, context, case or {})
    return [action for action in step.actions if not action.guard or quietly(action.guard, scope) is True]


def next_step(
    definition: ServiceDefinition,
    step: Step,
    action: Action,
    cleaned: JsonObject,
    reports: Reports,
    context: Context,
    case: JsonObject | None = None,
) -> str | None:
    """The code of the step an action leads to: the first route whose `when` holds; None if it leads to none.

    `reports` must already hold the report of the step itself, if it has a form.
    """
    scope = _at_step(definition, step, cleaned, reports, context, case or {})
    for route in action.routes:
        if not route.when or quietly(route.when, scope) is True:
            return route.step
    return None


def _at_step(
    definition: ServiceDefinition,
    step: Step,
    cleaned: JsonObject,
    reports: Reports,
    context: Context,
    case: JsonObject,
) -> Scope:
    scope = case_scope(definition, cleaned, reports, case, context)
    return scope.inside(typed_fields(step.form.fields, reports.get(step.code))) if step.form else scope


def uniqueness_key(definition: ServiceDefinition, cleaned: JsonObject, context: Context) -> str | None:
    """SHA-256 of what makes an application unique, with the service's code; None where nothing does."""
    if definition.uniqueness is None:
        return None
    scope = application_scope(definition, cleaned, context)
    parts = [str(plain(quietly(source, scope))) for source in definition.uniqueness.key]
    return hashlib.sha256("\x1f".join([definition.code, *parts]).encode()).hexdigest()
