"""From kept JSON back to typed values, and the scopes in which a definition's expressions are worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.evaluate import evaluate
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.expressions.values import (
    Chosen,
    FindPlace,
    Scope,
    UndecidedError,
    Value,
    World,
)
from sanjha.sewa.definition.issued import Term
from sanjha.sewa.definition.service import ServiceDefinition

_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_POSITION = ("latitude", "longitude", "accuracy")
JsonObject = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the engine is told of the world.

    `find_place` gives a place by its code or None. `strict` makes unknown keys errors (for the API); otherwise they
    are left out and told in the notices (for pages). `outer` is the scope around a step's form.
    """

    today: date
    find_place: FindPlace
    strict: bool = True
    outer: Scope | None = None

    @property
    def world(self) -> World:
        """The part that expressions may know."""
        return World(self.today, self.find_place)


def typed_fields(fields: Iterable[f.AnyField], kept: object) -> dict[str, Value]:
    """The typed values of kept data; what is missing or of another form is blank."""
    data = kept if isinstance(kept, Mapping) else {}
    return {field.id: typed_value(field, data.get(field.id)) for field in fields}


def typed_value(field: f.AnyField, kept: Any) -> Value:
    """The typed value of one field."""
    if isinstance(field, f.GroupField):
        return typed_fields(field.fields, kept)
    if isinstance(field, f.RowsField | f.MultiChoiceField):
        return _listed(field, kept) if isinstance(kept, list) else []
    if isinstance(field, f.ChoiceField):
        return _chosen(field, kept)
    if isinstance(field, f.LocationField):
        return {key: typed_number(kept.get(key)) for key in _POSITION} if isinstance(kept, Mapping) else None
    result = field.result if isinstance(field, f.ComputedField) else ""
    if isinstance(field, f.DateField) or result == "DATE":
        return typed_date(kept)
    return typed_number(kept) if isinstance(field, f.DecimalField) or result == "DECIMAL" else kept


def _listed(field: f.RowsField | f.MultiChoiceField, kept: list[Any]) -> list[Value]:
    if isinstance(field, f.MultiChoiceField):
        return [_chosen(field, code) for code in kept]
    return [typed_fields(field.fields, row) for row in kept if isinstance(row, Mapping)]


def _chosen(field: f.ChoiceField | f.MultiChoiceField, code: object) -> Value:
    return next((Chosen(option.code, option.label) for option in field.options if option.code == code), None)


def typed_date(kept: object) -> date | None:
    """The date of an ISO text, or None."""
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def typed_number(kept: object) -> int | Fraction | None:
    """The number of a kept number or decimal text, or None."""
    if isinstance(kept, int) and not isinstance(kept, bool):
        return kept
    return Fraction(kept) if isinstance(kept, str) and _NUMBER.fullmatch(kept) else None


def form_scope(form: f.Form, cleaned: JsonObject, world: World, outer: Scope | None = None) -> Scope:
    """Every field of a form in sight."""
    return Scope(typed_fields(form.fields, cleaned), world, outer)


def with_terms(terms: Iterable[Term], scope: Scope) -> Scope:
    """The scope with named expressions added; a term that cannot be worked out is blank."""
    values: dict[str, Value] = {}
    inner = scope.inside(values)
    for term in terms:
        values[term.name] = quietly(term.value, inner)
    return inner


def quietly(source: str, scope: Scope) -> Value:
    """The value of an expression; blank if it hangs on a wrong field or cannot be worked out."""
    try:
        return evaluate(source, scope)
    except (UndecidedError, ExpressionError):
        return None


def application_scope(definition: ServiceDefinition, cleaned: JsonObject, context: Context) -> Scope:
    """The form and the terms: for documents, fees, uniqueness."""
    return with_terms(definition.terms, form_scope(definition.form, cleaned, context.world))


def case_scope(
    definition: ServiceDefinition,
    cleaned: JsonObject,
    reports: Mapping[str, JsonObject],
    case: JsonObject,
    context: Context,
) -> Scope:
    """The form, the terms, the case and the reports of the steps: for steps and output.

    `reports` are the kept step forms by step, with `completed_on` (ISO), `post` and `office` ({"en", "pa"}).
    """
    steps: dict[str, Value] = {}
    for step in definition.steps:
        report = reports.get(step.code)
        if report is not None:
            values = typed_fields(step.form.fields, report) if step.form else {}
            values["completed_on"] = typed_date(report.get("completed_on"))
            values["post"], values["office"] = _text(report.get("post")), _text(report.get("office"))
            steps[step.code] = values
        else:
            steps[step.code] = {}
    facts: dict[str, Value] = dict(case)
    for name in ("submitted_on", "decided_on"):
        facts[name] = typed_date(case.get(name))
    outermost = Scope({"steps": steps, "case": facts}, context.world)
    return with_terms(definition.terms, form_scope(definition.form, cleaned, context.world, outermost))


def _text(kept: object) -> Text | None:
    if isinstance(kept, Text):
        return kept
    if not isinstance(kept, Mapping):
        return None
    return Text(str(kept.get("en", "")), str(kept.get("pa", "")), str(kept.get("hi", "")))
