"""The type each field gives to expressions, and the names in sight at each place of a definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.kinds import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    TRANSLATED,
    Names,
    Type,
    choice,
    record,
    table,
)
from sanjha.sewa.definition.service import ServiceDefinition

_SIMPLE: dict[type[f.FieldBase], Type] = {
    f.TextField: TEXT, f.LongTextField: TEXT, f.NameEnField: TEXT, f.NamePaField: TEXT, f.MobileField: TEXT,
    f.EmailField: TEXT, f.PinField: TEXT, f.PlaceField: TEXT, f.FinancialYearField: TEXT, f.PhotoField: TEXT,
    f.IntegerField: NUMBER, f.MoneyField: NUMBER, f.DecimalField: NUMBER, f.YearField: NUMBER,
    f.DateField: DATE, f.BooleanField: BOOLEAN, f.DeclarationField: BOOLEAN,
    f.IdentityField: record({"type": TEXT, "number": TEXT, "last4": TEXT}),
    f.LocationField: record({"latitude": NUMBER, "longitude": NUMBER, "accuracy": NUMBER}),
}  # fmt: skip
_RESULTS = {
    "MONEY": NUMBER, "INTEGER": NUMBER, "DECIMAL": NUMBER, "TEXT": TEXT, "DATE": DATE, "BOOLEAN": BOOLEAN,
}  # fmt: skip

CASE = record({"number": TEXT, "submitted_on": DATE, "decided_on": DATE, "channel": TEXT, "copies": NUMBER})
"""What the application itself knows, once it is lodged."""

STEP_FACTS: Mapping[str, Type] = {"completed_on": DATE, "post": TRANSLATED, "office": TRANSLATED}
"""What is known of every step that is done, besides its form."""


def type_of(field: f.AnyField) -> Type:
    """The type of a field's value in expressions."""
    if isinstance(field, f.ChoiceField):
        return choice(frozenset(option.code for option in field.options))
    if isinstance(field, f.MultiChoiceField):
        return table(choice(frozenset(option.code for option in field.options)))
    if isinstance(field, f.ComputedField):
        return _RESULTS[field.result]
    if isinstance(field, f.GroupField):
        return types_of(field.fields)
    if isinstance(field, f.RowsField):
        return table(types_of(field.fields))
    return _SIMPLE[type(field)]


def types_of(fields: Iterable[f.AnyField], later: Iterable[f.AnyField] = ()) -> Type:
    """The record of those fields; `later` are the ones that come further down."""
    return record({field.id: type_of(field) for field in fields}, frozenset(field.id for field in later))


def form_names(form: f.Form, outer: Names | None = None) -> Names:
    """Every field of a form in sight."""
    return Names(types_of(form.fields), outer or root_names())


def root_names() -> Names:
    """What is in sight everywhere."""
    return Names(record({"today": DATE}))


def case_names(definition: ServiceDefinition) -> Names:
    """In sight for steps and output: the application, its terms are added by the checker, the steps' reports."""
    steps = {
        step.code: record({**(types_of(step.form.fields).fields if step.form else {}), **STEP_FACTS})
        for step in definition.steps
    }
    outer = Names(record({"case": CASE, "steps": record(steps)}), root_names())
    return form_names(definition.form, outer)
