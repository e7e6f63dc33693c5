"""A form with what was typed into it, as a tree of parts for the templates. Nothing typed is lost."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sanjha.kernel.errors import FieldError
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.syntax import ExpressionError, parse
from sanjha.sewa.definition.expressions.values import Scope
from sanjha.sewa.forms import views
from sanjha.sewa.forms.aadhaar import scrub
from sanjha.sewa.forms.controls import PlaceOptions
from sanjha.sewa.forms.engine import Result, validate
from sanjha.sewa.forms.html import flatten
from sanjha.sewa.forms.parts import NOTHING, Binding, FromRegister
from sanjha.sewa.forms.scope import Context, typed_fields
from sanjha.sewa.forms.summary import errors_of


def bind(
    form: f.Form,
    data: Mapping[str, Any],
    *,
    context: Context,
    errors: Sequence[FieldError] = (),
    mode: views.Mode = "counter",
    place_options: PlaceOptions | None = None,
    refresh_url: str = "",
    result: Result | None = None,
    register: FromRegister = NOTHING,
) -> views.FormView:
    """The form as the page shows it; labels and messages speak the language of the page.

    `data` is what was typed (or kept), `errors` what is told about it. `place_options` fills the lists of places.
    With `refresh_url` the form renews itself through htmx when an answer changes it. `result` spares reading twice.
    Facts that the `register` gave are shown and not asked for.
    """
    result = result or validate(form, data, replace(context, strict=False))
    binding = Binding(result, tuple(errors), mode, place_options, _drivers(form), register)
    scope = Scope(typed_fields(form.fields, result.cleaned), context.world, context.outer)
    sections = []
    for section in form.sections:
        parts = tuple(_headed(part, section) for part in binding.parts(section.fields, data, "", scope))
        if parts:
            told = tuple(errors_of(section.fields, errors, mode))
            sections.append(views.SectionView(section.code, section.title, section.hint, parts, told))
    return views.FormView(
        sections=tuple(sections),
        errors=tuple(errors_of(tuple(form.fields), errors, mode, strangers=True)),
        notices=result.notices,
        mode=mode,
        refresh_url=refresh_url,
        carried=tuple(_carried(result, data)),
    )


def _headed(part: views.Part, section: f.Section) -> views.Part:
    same = isinstance(part, views.GroupView) and part.label == section.title
    return replace(part, heading_shown=False) if same and isinstance(part, views.GroupView) else part


def _drivers(form: f.Form) -> frozenset[str]:
    """The ids that conditions, places and computed values of the form speak of."""
    return frozenset().union(*(_words_of(source) for source in _sources(form.fields)))


@lru_cache(maxsize=4096)
def _words_of(source: str) -> frozenset[str]:
    try:
        tree = parse(source)
    except ExpressionError:
        return frozenset()
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}
    return frozenset(names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)})


def _sources(fields: Iterable[f.AnyField]) -> Iterable[str]:
    for field in fields:
        yield from filter(None, (field.show_if, field.require_if))
        if isinstance(field, f.PlaceField) and field.within:
            yield field.within
        elif isinstance(field, f.ComputedField):
            yield field.value
        elif isinstance(field, f.GroupField | f.RowsField):
            yield from _sources(field.fields)


def _carried(result: Result, data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What was typed into questions that are not asked now: kept in the page, in case the answer changes back."""
    for path in sorted(result.hidden):
        value: Any = data
        for part in path.split("."):
            if isinstance(value, list):
                value = value[int(part)] if part.isdigit() and int(part) < len(value) else None
            else:
                value = value.get(part) if isinstance(value, Mapping) else None
        yield from flatten(scrub(value), path)
