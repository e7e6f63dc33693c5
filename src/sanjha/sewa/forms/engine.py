"""The one form engine: what was sent goes in, what may be kept comes out, with every error at its field.

It reads the fields in the order of the definition. A field whose condition does not hold is not read and its value is
dropped. A field that is filled in wrongly is unknown to expressions, so that no rule fires because of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sanjha.kernel.errors import FieldError
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.evaluate import evaluate, holds
from sanjha.sewa.definition.expressions.functions import FUNCTIONS
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.expressions.values import UNKNOWN, Scope, UndecidedError, Value, decimal_text
from sanjha.sewa.definition.persons import ROW_KEY, row_key
from sanjha.sewa.forms import read_compound as compound
from sanjha.sewa.forms import read_contact as contact
from sanjha.sewa.forms import read_simple as simple
from sanjha.sewa.forms.aadhaar import scrub
from sanjha.sewa.forms.blank import is_blank, row_is_blank
from sanjha.sewa.forms.messages import Message, Part, RefusedError
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.forms.words import NUMBERED, WORDS

__all__ = ["Context", "Result", "validate"]

MOST_STRANGERS = 20
MOST_ROWS = 200
_KEY = re.compile(r"[a-z][a-z0-9_]{0,47}")
_READERS: dict[type[f.FieldBase], Callable[[Any, object, Scope], tuple[Any, Value]]] = {
    f.TextField: simple.read_text, f.LongTextField: simple.read_long_text, f.NameEnField: simple.read_name_en,
    f.NamePaField: simple.read_name_pa, f.IntegerField: simple.read_integer, f.MoneyField: simple.read_money,
    f.DecimalField: simple.read_decimal, f.DateField: compound.read_date, f.BooleanField: simple.read_boolean,
    f.ChoiceField: simple.read_choice, f.MultiChoiceField: simple.read_multi_choice, f.MobileField: contact.read_mobile,
    f.EmailField: contact.read_email, f.PinField: contact.read_pin, f.PlaceField: compound.read_place,
    f.YearField: simple.read_year, f.FinancialYearField: simple.read_financial_year,
    f.IdentityField: compound.read_identity, f.DeclarationField: simple.read_declaration,
    f.PhotoField: contact.read_photo, f.LocationField: compound.read_location,
}  # fmt: skip
_ASKED: dict[type[f.FieldBase], str] = {
    f.ChoiceField: "choose", f.MultiChoiceField: "choose", f.BooleanField: "yes-or-no", f.PlaceField: "choose",
    f.FinancialYearField: "choose", f.DeclarationField: "declaration",
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What came of a form.

    `cleaned` is JSON: dates ISO, rupees int, decimals text, computed values included; hidden fields are absent and
    blank ones null. `computed` has the computed values by path, `hidden` the paths that were not asked.
    """

    cleaned: dict[str, Any]
    errors: tuple[FieldError, ...]
    computed: dict[str, Any]
    hidden: frozenset[str]
    notices: tuple[Message, ...]

    @property
    def ok(self) -> bool:
        """Whether everything may be kept."""
        return not self.errors


def validate(form: f.Form, data: object, context: Context) -> Result:
    """Read a form. Never raises, whatever `data` is; a wrong field is an error with its path, code and message."""
    run = _Run(context)
    values: dict[str, Value] = {}
    scope = Scope(values, context.world, context.outer)
    cleaned: dict[str, Any] = {}
    sent = run.mapping(data, "", ())
    for section in form.sections:
        if run.shown(section.show_if, scope):
            run.fields(section.fields, sent, _Place("", (), scope, values, cleaned))
        else:
            run.hide(section.fields, "", values)
    run.strangers(sent, [known.id for known in form.fields], "")
    run.rules(form.rules, tuple(form.fields), scope, "", ())
    return Result(cleaned, tuple(run.errors), run.computed, frozenset(run.hidden), tuple(run.notices()))


@dataclass(frozen=True)
class _Place:
    """Where in the form the reading is: the path, the names for messages, and the two trees that are being filled."""

    path: str
    where: tuple[Part, ...]
    scope: Scope
    values: dict[str, Value]
    cleaned: dict[str, Any]

    def path_of(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


@dataclass
class _Run:
    context: Context
    errors: list[FieldError] = field(default_factory=list)
    computed: dict[str, Any] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)

    def refuse(self, path: str, code: str, message: Message) -> None:
        self.errors.append(FieldError(path, code, message))

    def mapping(self, raw: object, path: str, where: tuple[Part, ...]) -> Mapping[str, Any]:
        if isinstance(raw, Mapping):
            return raw
        if not is_blank(raw):
            self.refuse(path, "wrong-type", Message(WORDS["wrong-type"], where=where))
        return {}

    def shown(self, condition: str, scope: Scope) -> bool:
        """A question that hangs on an answer which is missing or wrong is not asked yet; the page carries its value."""
        try:
            return holds(condition, scope)
        except (UndecidedError, ExpressionError):
            return False

    def hide(self, fields: Iterable[f.AnyField], path: str, values: dict[str, Value]) -> None:
        for hidden in fields:
            self.hidden.add(f"{path}.{hidden.id}" if path else hidden.id)
            values[hidden.id] = [] if isinstance(hidden, f.RowsField | f.MultiChoiceField) else None

    def fields(self, fields: Iterable[f.AnyField], sent: Mapping[str, Any], place: _Place) -> None:
        for asked in fields:
            if not self.shown(asked.show_if, place.scope):
                self.hide([asked], place.path, place.values)
            elif isinstance(asked, f.ComputedField):
                self.compute(asked, place)
            elif isinstance(asked, f.GroupField):
                self.group(asked, sent.get(asked.id), place)
            elif isinstance(asked, f.RowsField):
                self.table(asked, sent.get(asked.id), place)
            else:
                self.plain(asked, sent.get(asked.id), place)

    def required(self, asked: f.AnyField, scope: Scope) -> bool:
        if not asked.require_if:
            return asked.required
        try:
            return holds(asked.require_if, scope)
        except (UndecidedError, ExpressionError):
            return False

    def plain(self, asked: f.AnyField, raw: object, place: _Place) -> None:
        path = place.path_of(asked.id)
        if is_blank(raw):
            default = asked.default if isinstance(asked, f.IntegerField | f.MoneyField) else None
            unset: Any = [] if isinstance(asked, f.MultiChoiceField) else default
            place.values[asked.id], place.cleaned[asked.id] = unset, unset
            if default is None and self.required(asked, place.scope):
                place.values[asked.id] = UNKNOWN
                code = _ASKED.get(type(asked), "required")
                self.refuse(path, "required", Message(WORDS[code], where=(*place.where, asked.label)))
            return
        try:
            kept, typed = _READERS[type(asked)](asked, raw, place.scope)
        except RefusedError as error:
            place.values[asked.id], place.cleaned[asked.id] = UNKNOWN, None
            self.refuse(path, error.code, error.message.within((*place.where, asked.label)))
        else:
            place.values[asked.id], place.cleaned[asked.id] = typed, kept

    def group(self, asked: f.GroupField, raw: object, place: _Place) -> None:
        path, where = place.path_of(asked.id), (*place.where, asked.label)
        values: dict[str, Value] = {}
        place.values[asked.id] = values
        if is_blank(raw) and not self.required(asked, place.scope):
            place.cleaned[asked.id] = None
            values.update((inner.id, None) for inner in asked.fields)
            return
        cleaned: dict[str, Any] = {}
        place.cleaned[asked.id] = cleaned
        sent = self.mapping(raw, path, where)
        self.fields(asked.fields, sent, _Place(path, where, place.scope.inside(values), values, cleaned))
        self.strangers(sent, [inner.id for inner in asked.fields], path)

    def table(self, asked: f.RowsField, raw: object, place: _Place) -> None:
        path, where = place.path_of(asked.id), (*place.where, asked.label)
        if not isinstance(raw, list | None):
            self.refuse(path, "wrong-type", Message(WORDS["wrong-type"], where=where))
            place.values[asked.id], place.cleaned[asked.id] = UNKNOWN, []
            return
        sent = [
            (number, row)
            for number, row in enumerate((raw or [])[:MOST_ROWS])
            if not row_is_blank(row, asked)
        ]
        rows: list[Value] = []
        kept: list[dict[str, Any]] = []
        place.values[asked.id], place.cleaned[asked.id] = rows, kept
        least = asked.min_rows if self.required(asked, place.scope) else 0
        if len(sent) > asked.max_rows or len(raw or []) > MOST_ROWS:
            self.refuse(
                path, "too-many-rows", Message(WORDS["too-many-rows"], {"most": asked.max_rows}, where)
            )
        elif len(sent) < least:
            self.refuse(path, "too-few-rows", Message(WORDS["too-few-rows"], {"least": least}, where))
            place.values[asked.id] = UNKNOWN
        for number, row in sent[: asked.max_rows]:
            self.row(asked, number, row, place, rows, kept)

    def row(
        self, asked: f.RowsField, number: int, raw: object, place: _Place, rows: list[Value], kept: list[Any]
    ) -> None:
        path = f"{place.path_of(asked.id)}.{number}"
        where = (*place.where, _numbered(asked, number))
        if not isinstance(raw, Mapping):
            self.refuse(path, "wrong-type", Message(WORDS["wrong-type"], where=where))
            rows.append(UNKNOWN)
            return
        values: dict[str, Value] = {}
        cleaned: dict[str, Any] = {}
        rows.append(values)
        kept.append(cleaned)
        scope = place.scope.inside(values)
        self.fields(asked.fields, raw, _Place(path, where, scope, values, cleaned))
        known = [inner.id for inner in asked.fields]
        if key := row_key(raw):
            cleaned[ROW_KEY] = key
            known.append(ROW_KEY)
        self.strangers(raw, known, path)
        self.rules(asked.rules, asked.fields, scope, path, where)

    def compute(self, asked: f.ComputedField, place: _Place) -> None:
        kept: Any = None
        try:
            typed = evaluate(asked.value, place.scope)
            kept = _kept(asked.result, typed)
            if asked.result in ("MONEY", "INTEGER"):
                typed = kept
        except UndecidedError:
            typed = UNKNOWN
        except ExpressionError:
            typed = None
        place.values[asked.id], place.cleaned[asked.id] = typed, kept
        self.computed[place.path_of(asked.id)] = kept

    def rules(
        self,
        rules: Sequence[f.Rule],
        fields: Sequence[f.AnyField],
        scope: Scope,
        path: str,
        where: tuple[Part, ...],
    ) -> None:
        for rule in rules:
            try:
                if holds(rule.check, scope):
                    continue
            except (UndecidedError, ExpressionError):
                continue
            at = f"{path}.{rule.field}" if path else rule.field
            names = _labels(fields, rule.field)
            self.refuse(
                at, rule.code.lower().replace("_", "-"), Message(rule.message, where=(*where, *names))
            )

    def strangers(self, sent: Mapping[Any, Any], known: Sequence[str], path: str) -> None:
        for key in list(sent)[: MOST_STRANGERS * 50]:
            if key in known or len(self.ignored) >= MOST_STRANGERS:
                continue
            name = scrub(key) if isinstance(key, str) and _KEY.fullmatch(key) else "?"
            at = f"{path}.{name}" if path else name
            self.ignored.append(at)
            if self.context.strict:
                self.refuse(at, "unknown-key", Message(WORDS["unknown-key"], where=(name,)))

    def notices(self) -> Iterable[Message]:
        if self.ignored and not self.context.strict:
            yield Message(WORDS["ignored-keys"], {"keys": ", ".join(self.ignored)})


def _numbered(asked: f.RowsField, number: int) -> Message:
    return Message(NUMBERED, {"row": asked.row_label, "number": number + 1})


def _labels(fields: Iterable[f.AnyField], dotted: str) -> tuple[Part, ...]:
    head, _dot, rest = dotted.partition(".")
    for known in fields:
        if known.id == head:
            inside = known.fields if rest and isinstance(known, f.GroupField | f.RowsField) else ()
            return (known.label, *_labels(inside, rest))
    return ()


def _kept(result: str, value: Value) -> Any:
    if value is None:
        return None
    if result in ("MONEY", "INTEGER"):
        return int(FUNCTIONS["rupees"].work(value))
    if result == "DECIMAL":
        return decimal_text(Fraction(value))
    if result == "DATE":
        return value.isoformat() if isinstance(value, date) else None
    return value if result == "BOOLEAN" else str(value)
