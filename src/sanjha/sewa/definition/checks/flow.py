"""Checks of the way of a file: steps and where they lead, who does them, objections, grounds."""

from __future__ import annotations

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.checks.form import check_form, field_at
from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.expressions.infer import suggestion
from sanjha.sewa.definition.expressions.kinds import Kind, Names
from sanjha.sewa.definition.kinds import types_of
from sanjha.sewa.definition.problems import Path
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.vocabulary import Vocabulary
from sanjha.sewa.definition.workflow import ENDS, MOVES_ON, Action, Responsible, Step


def check_flow(definition: ServiceDefinition, names: Names, words: Vocabulary, report: Report) -> None:
    """Steps, objections and grounds; `names` are the form, the terms, the case and the steps' reports."""
    report.unlike([(step.code, ("steps", place)) for place, step in enumerate(definition.steps)], "step")
    for place, step in enumerate(definition.steps):
        _check_step(definition, step, ("steps", place), names, words, report)
    _check_reach(definition, report)
    _check_objections(definition, report)
    _check_grounds(definition, report)
    _check_time(definition, report)


def _check_step(
    definition: ServiceDefinition, step: Step, path: Path, names: Names, words: Vocabulary, report: Report
) -> None:
    own = names
    if step.form:
        check_form(step.form, (*path, "form"), names, report)
        own = names.inside(types_of(step.form.fields))
        taken = {field.id for field in definition.form.fields}
        for number, section in enumerate(step.form.sections):
            for place, field in enumerate(section.fields):
                if field.id in taken:
                    at = (*path, "form", "sections", number, "fields", place, "id")
                    report.add(at, "shadowed-field", f"the application already has a field {field.id!r}")
    for place, entry in enumerate(step.responsible):
        last = place == len(step.responsible) - 1
        _check_responsible(definition, entry, last, (*path, "responsible", place), names, words, report)
    report.unlike(
        [(action.code, (*path, "actions", place)) for place, action in enumerate(step.actions)], "action"
    )
    for place, action in enumerate(step.actions):
        at = (*path, "actions", place)
        report.expression(action.guard, (*at, "guard"), own, Kind.BOOLEAN)
        _check_action(definition, step, action, at, own, report)
    if not any(action.kind in MOVES_ON | ENDS for action in step.actions):
        report.add((*path, "actions"), "dead-end", f"nothing leads on from the step {step.code!r}")


def _check_responsible(
    definition: ServiceDefinition,
    entry: Responsible,
    last: bool,
    path: Path,
    names: Names,
    words: Vocabulary,
    report: Report,
) -> None:
    at = (*path, "designation")
    report.known(entry.designation, words.designations, at, "unknown-designation", "designation")
    if entry.office_kind:
        report.known(
            entry.office_kind, words.office_kinds, (*path, "office_kind"), "unknown-office", "kind of office"
        )
    report.expression(entry.when, (*path, "when"), names, Kind.BOOLEAN)
    if last and entry.when:
        report.add(
            (*path, "when"),
            "responsible",
            "the last entry must hold always, or a file could belong to nobody",
        )
    if entry.rule != "PLACE_OF":
        return
    field = field_at(definition.form.fields, entry.place)
    if field is None or not has_place(field):
        told = (
            f"{entry.place!r} is not a place or an address of the form"
            if entry.place
            else "`place` is missing"
        )
        report.add((*path, "place") if entry.place else path, "unknown-jurisdiction", told)


def has_place(field: f.AnyField) -> bool:
    """Whether a field is a place, or a group with one."""
    if isinstance(field, f.GroupField):
        return any(isinstance(inner, f.PlaceField) for inner in field.fields)
    return isinstance(field, f.PlaceField)


def _check_action(
    definition: ServiceDefinition, step: Step, action: Action, path: Path, names: Names, report: Report
) -> None:
    codes = [other.code for other in definition.steps]
    routes = action.routes
    if action.kind in MOVES_ON and not routes:
        report.add(path, "action-leads-nowhere", f"{action.code} needs `to`, the next step")
    if action.kind not in MOVES_ON and routes:
        report.add((*path, "to"), "action-leads-nowhere", f"an action of kind {action.kind} has no next step")
    for place, route in enumerate(routes):
        at = (*path, "to") if isinstance(action.to, str) else (*path, "to", place)
        report.known(route.step, codes, at, "action-leads-nowhere", "step")
        report.expression(route.when, at, names, Kind.BOOLEAN)
        last = place == len(routes) - 1
        if last == bool(route.when):
            told = "the last route must hold always" if last else "only the last route can do without `when`"
            report.add(at, "route", told)
    _check_choices(step, action, path, codes, report)
    if action.kind == "REJECT" and "GROUND" not in action.needs:
        report.add(path, "reject-without-ground", "a rejection needs a ground: add GROUND to `needs`")
    if action.kind == "OBJECT" and "OBJECTION" not in action.needs:
        report.add(path, "objection-without-code", "an objection needs its code: add OBJECTION to `needs`")


def _check_choices(step: Step, action: Action, path: Path, codes: list[str], report: Report) -> None:
    if (action.kind == "SEND_BACK") != bool(action.choices):
        report.add(path, "action-leads-nowhere", "`choices` belong to SEND_BACK, and it needs some")
    for place, choice in enumerate(action.choices):
        at = (*path, "choices", place)
        known = report.known(choice, codes, at, "action-leads-nowhere", "step")
        if known and codes.index(choice) >= codes.index(step.code):
            report.add(at, "action-leads-nowhere", f"{choice!r} is not an earlier step")


def _check_reach(definition: ServiceDefinition, report: Report) -> None:
    steps = {step.code: step for step in definition.steps}
    reached: set[str] = set()
    waiting = [definition.first_step.code]
    while waiting:
        code = waiting.pop()
        if code in reached or code not in steps:
            continue
        reached.add(code)
        for action in steps[code].actions:
            waiting += [route.step for route in action.routes]
            waiting += action.choices
    for place, step in enumerate(definition.steps):
        if step.code not in reached:
            report.add(("steps", place), "unreachable-step", f"no action leads to the step {step.code!r}")
    if not any(action.kind == "APPROVE" for code in reached for action in steps[code].actions):
        report.add(("steps",), "no-final-step", "no step that can be reached approves")


def _check_objections(definition: ServiceDefinition, report: Report) -> None:
    documents = {document.code for document in definition.documents}
    entries = [
        (objection.code, ("objections", place)) for place, objection in enumerate(definition.objections)
    ]
    report.unlike([(code, path) for code, path in entries], "objection")
    for place, objection in enumerate(definition.objections):
        path = ("objections", place)
        if bool(objection.field) == bool(objection.document):
            report.add(path, "objection-tie", "must be tied to a field or to a document, and only to one")
        elif objection.document:
            at = (*path, "document")
            report.known(objection.document, documents, at, "objection-tie", "document")
        elif field_at(definition.form.fields, objection.field) is None:
            known = frozenset(field.id for field in definition.form.fields)
            hint = suggestion(objection.field, known)
            report.add((*path, "field"), "objection-tie", f"there is no field {objection.field!r}{hint}")
    objects = any(action.kind == "OBJECT" for step in definition.steps for action in step.actions)
    if objects and not definition.objections:
        report.add(("objections",), "objection-tie", "officers may object, but no objection is listed")


def _check_grounds(definition: ServiceDefinition, report: Report) -> None:
    grounds = definition.reject_grounds
    report.unlike(
        [(ground.code, ("reject_grounds", place)) for place, ground in enumerate(grounds)], "ground"
    )
    if not any(ground.code == "OTHER" and ground.speaking for ground in grounds):
        report.add(
            ("reject_grounds",), "no-other-ground", "there must be a ground OTHER with a speaking reason"
        )


def _check_time(definition: ServiceDefinition, report: Report) -> None:
    total = sum(step.working_days for step in definition.steps)
    for place, limit in enumerate(definition.time_limits):
        if total > limit.working_days:
            told = f"the steps take {total} working days, the limit is {limit.working_days}"
            report.add(("time_limits", place, "working_days"), "time-limit", told)
