"""Checks of a form: ids, options, ranges, conditions, computed values, rules between fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.checks.cycles import cycle_among
from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.expressions.kinds import Kind, Names, Type, record
from sanjha.sewa.definition.kinds import type_of, types_of
from sanjha.sewa.definition.problems import Path

_RESULT_KINDS = {
    "MONEY": Kind.NUMBER, "INTEGER": Kind.NUMBER, "DECIMAL": Kind.NUMBER, "TEXT": Kind.TEXT, "DATE": Kind.DATE,
    "BOOLEAN": Kind.BOOLEAN,
}  # fmt: skip
_REPEATED_REPEAT = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")
Placed = tuple[f.AnyField, Path]


def check_form(form: f.Form, path: Path, outer: Names, report: Report) -> None:
    """Everything about a form that stands at `path`; `outer` are the names around it."""
    placed: list[Placed] = []
    for place, section in enumerate(form.sections):
        at = (*path, "sections", place)
        earlier = types_of(field for field, _path in placed)
        report.expression(section.show_if, (*at, "show_if"), outer.inside(earlier), Kind.BOOLEAN)
        placed += [(field, (*at, "fields", number)) for number, field in enumerate(section.fields)]
    sections = [(section.code, (*path, "sections", place)) for place, section in enumerate(form.sections)]
    report.unlike(sections, "section")
    _check_fields(placed, outer, report)
    everything = [field for field, _path in placed]
    _check_rules(form.rules, path, everything, outer, report)


def field_at(fields: Iterable[f.AnyField], dotted: str) -> f.AnyField | None:
    """The field at a dotted path, through groups and tables ("applicant.address.pin", "family.salary")."""
    head, _dot, rest = dotted.partition(".")
    for field in fields:
        if field.id == head:
            if not rest:
                return field
            inside = field.fields if isinstance(field, f.GroupField | f.RowsField) else ()
            return field_at(inside, rest)
    return None


def _check_fields(placed: Sequence[Placed], outer: Names, report: Report) -> None:
    report.unlike([(field.id, (*path, "id")) for field, path in placed], "field")
    circle = _check_cycle(placed, report)
    for number, (field, path) in enumerate(placed):
        if field.id in circle:
            continue
        earlier = {before.id: type_of(before) for before, _path in placed[:number]}
        later = frozenset(after.id for after, _path in placed[number:])
        names = outer.inside(record(earlier, later))
        report.expression(field.show_if, (*path, "show_if"), names, Kind.BOOLEAN)
        report.expression(field.require_if, (*path, "require_if"), names, Kind.BOOLEAN)
        _check_field(field, path, names, placed, report)


def _check_cycle(placed: Sequence[Placed], report: Report) -> frozenset[str]:
    computed = {field.id: field.value for field, _path in placed if isinstance(field, f.ComputedField)}
    circle = cycle_among(computed)
    for field, path in placed:
        if circle and field.id == circle[0]:
            told = " -> ".join(circle)
            report.add((*path, "value"), "computed-cycle", f"is worked out from itself: {told}")
    return frozenset(circle)


def _check_field(
    field: f.AnyField, path: Path, names: Names, siblings: Sequence[Placed], report: Report
) -> None:
    if isinstance(field, f.GroupField):
        if not field.fields:
            report.add(path, "too-few", "the group has no fields")
        _check_fields(_inside(field.fields, path), names, report)
    elif isinstance(field, f.RowsField):
        _check_table(field, path, names, report)
    elif isinstance(field, f.ComputedField):
        report.expression(field.value, (*path, "value"), names, _RESULT_KINDS[field.result])
    elif isinstance(field, f.DateField):
        report.expression(field.earliest, (*path, "earliest"), names, Kind.DATE)
        report.expression(field.latest, (*path, "latest"), names, Kind.DATE)
    elif isinstance(field, f.PlaceField):
        report.expression(field.within, (*path, "within"), names, Kind.TEXT)
    elif isinstance(field, f.ChoiceField | f.MultiChoiceField):
        codes = [(option.code, (*path, "options", place)) for place, option in enumerate(field.options)]
        report.unlike(codes, "option")
    elif isinstance(field, f.NameEnField):
        _check_gurmukhi(field, path, siblings, report)
    else:
        _check_range(field, path, report)


def _check_gurmukhi(field: f.NameEnField, path: Path, siblings: Sequence[Placed], report: Report) -> None:
    paired = {other.id for other, _path in siblings if isinstance(other, f.NamePaField)}
    if field.gurmukhi and field.gurmukhi not in paired:
        report.add(
            (*path, "gurmukhi"), "unknown-field", f"there is no name_pa field {field.gurmukhi!r} beside it"
        )


def _check_table(field: f.RowsField, path: Path, names: Names, report: Report) -> None:
    if field.min_rows > field.max_rows:
        report.add((*path, "min_rows"), "out-of-range", "more rows are asked for than allowed")
    if any(isinstance(inner, f.RowsField) for inner in field.fields):
        report.add(path, "table-in-table", "a table cannot hold a table")
    _check_fields(_inside(field.fields, path), names, report)
    _check_rules(field.rules, path, field.fields, names, report)


def _inside(fields: Sequence[f.AnyField], path: Path) -> list[Placed]:
    return [(field, (*path, "fields", place)) for place, field in enumerate(fields)]


def _check_range(field: f.AnyField, path: Path, report: Report) -> None:
    if isinstance(field, f.IntegerField | f.MoneyField | f.DecimalField):
        if field.minimum > field.maximum:
            report.add((*path, "minimum"), "out-of-range", "the minimum lies above the maximum")
        default = None if isinstance(field, f.DecimalField) else field.default
        if default is not None and not field.minimum <= default <= field.maximum:
            report.add((*path, "default"), "out-of-range", "the default lies outside the range")
    elif isinstance(field, f.TextField | f.LongTextField):
        if field.min_length > field.max_length:
            report.add((*path, "min_length"), "out-of-range", "the least length lies above the greatest")
        if isinstance(field, f.TextField) and field.pattern:
            _check_regex(field.pattern.regex, (*path, "pattern", "regex"), report)


def _check_regex(regex: str, path: Path, report: Report) -> None:
    try:
        re.compile(regex)
    except re.error as error:
        report.add(path, "pattern", f"is not a regular expression: {error}")
        return
    if _REPEATED_REPEAT.search(regex):
        report.add(path, "pattern", "repeats a repetition: on a long text it could run for ever")


def _check_rules(
    rules: Sequence[f.Rule], path: Path, fields: Sequence[f.AnyField], outer: Names, report: Report
) -> None:
    own: Type = types_of(fields)
    report.unlike([(rule.code, (*path, "rules", place)) for place, rule in enumerate(rules)], "rule")
    for place, rule in enumerate(rules):
        at = (*path, "rules", place)
        report.expression(rule.check, (*at, "check"), outer.inside(own), Kind.BOOLEAN)
        if field_at(fields, rule.field) is None:
            report.add(
                (*at, "field"), "unknown-field", f"there is no field {rule.field!r} to show the message at"
            )
