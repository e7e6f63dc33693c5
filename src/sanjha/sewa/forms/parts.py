"""One part of a form after another: the field of the definition becomes what the template shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanjha.kernel import money
from sanjha.kernel.errors import FieldError
from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.values import Scope
from sanjha.sewa.definition.persons import ROW_KEY, row_key
from sanjha.sewa.forms import labels, views
from sanjha.sewa.forms.controls import (
    Asking,
    PlaceOptions,
    control_of,
    html_id,
    identity_controls,
    written,
)
from sanjha.sewa.forms.engine import Result
from sanjha.sewa.forms.messages import Message
from sanjha.sewa.forms.scope import quietly, typed_fields
from sanjha.sewa.forms.summary import message_of
from sanjha.sewa.forms.words import NUMBERED
from sanjha.sewa.registered import Given
from sanjha.ui.components import Field

_WIDTHS = {1: "short", 2: "medium"}
_POSITION = {"latitude": labels.LATITUDE, "longitude": labels.LONGITUDE, "accuracy": labels.ACCURACY}


@dataclass(frozen=True)
class FromRegister:
    """What a register of persons has to do with a form: the facts it `given` by the field's path, and the ways to it.

    `choosing` and `release_urls` stand under the paths of the parts that are about a person.
    """

    given: Mapping[str, Given] = dataclasses.field(default_factory=dict)
    dispute_url: str = ""
    choosing: Mapping[str, views.Choosing] = dataclasses.field(default_factory=dict)
    release_urls: Mapping[str, str] = dataclasses.field(default_factory=dict)


NOTHING = FromRegister()


@dataclass(frozen=True)
class Binding:
    """A form being laid out: what was read from it, what is told about it, and for which page."""

    result: Result
    errors: tuple[FieldError, ...]
    mode: views.Mode
    places: PlaceOptions | None
    drivers: frozenset[str]
    register: FromRegister

    def parts(
        self, fields: Iterable[f.AnyField], typed: Any, path: str, scope: Scope
    ) -> Iterable[views.Part]:
        """The parts for those of the fields that are asked."""
        values = typed if isinstance(typed, Mapping) else {}
        asked = [(field, f"{path}.{field.id}" if path else field.id) for field in fields]
        asked = [(field, at) for field, at in asked if at not in self.result.hidden]
        shown: set[str] = set()
        for field, at in asked:
            known = self.register.given.get(at)
            if known is None:
                yield self.part(field, values.get(field.id), at, scope)
            elif known.fact.name not in shown:
                shown.add(known.fact.name)
                yield self.given_fact(known, asked, scope)

    def given_fact(
        self, known: Given, asked: Sequence[tuple[f.AnyField, str]], scope: Scope
    ) -> views.GivenView:
        """The fields of one fact that a register gave, together."""
        fact, given = known.fact, self.register.given
        lines = tuple(
            views.GivenLine(
                path=at,
                id=html_id(at),
                label=field.label,
                value=written(field, given[at].value, scope),
                kept=given[at].value,
                errors=self.told(at),
            )
            for field, at in asked
            if at in given and given[at].fact.name == fact.name
        )
        return views.GivenView(
            path=lines[0].path,
            span=self.span(6 if len(lines) > 1 else 3),
            name=f"{known.role}.{fact.name}",
            label=fact.title,
            source=fact.source,
            as_of=fact.as_of,
            ticket=fact.ticket,
            lines=lines,
            dispute_url=self.register.dispute_url,
        )

    def part(self, field: f.AnyField, typed: Any, path: str, scope: Scope) -> views.Part:
        """The part that shows a field with what was typed."""
        required = quietly(field.require_if, scope) is True if field.require_if else field.required
        asking = Asking(path, typed, self.told(path), required, scope, self.mode, self.places)
        lay_out: Callable[[Binding, Any, Asking], views.Part] = _LAY_OUT.get(type(field), Binding.control)
        return lay_out(self, field, asking)

    def control(self, field: f.AnyField, asking: Asking) -> views.FieldView:
        """A field with one control."""
        driver, inline = field.id in self.drivers, isinstance(field, f.BooleanField)
        return self.leaf(control_of(field, asking), field.width, driver=driver, inline=inline)

    def leaf(
        self, control: Field, width: int, *, driver: bool = False, inline: bool = False
    ) -> views.FieldView:
        """The control at its width."""
        sized = self.mode != "counter" and control.kind not in {"textarea", "radios", "checkboxes"}
        return views.FieldView(
            path=control.name,
            span=self.span(width),
            control=control,
            size=_WIDTHS.get(width, "") if sized else "",
            other=self.mode == "counter" and (width > 1 or _is_short(control.label)),
            inline=inline,
            driver=driver,
        )

    def span(self, width: int) -> int:
        """Sixths of the grid: only the counter puts fields side by side."""
        return width if self.mode == "counter" else 6

    def group(self, field: f.GroupField, asking: Asking) -> views.GroupView:
        """Fields under a heading."""
        found = asking.scope.values.get(field.id)
        inner = asking.scope.inside(found if isinstance(found, Mapping) else {})
        fields = tuple(self.parts(field.fields, asking.typed, asking.path, inner))
        return views.GroupView(
            path=asking.path,
            id=html_id(asking.path),
            label=field.label,
            hint=field.hint,
            fields=fields,
            choosing=self.register.choosing.get(asking.path),
            release_url=self.register.release_urls.get(asking.path, ""),
        )

    def rows(self, field: f.RowsField, asking: Asking) -> views.RowsView:
        """A table, with as many empty rows as must be filled in. A row's own answers are taken as they were typed."""
        path = asking.path
        typed = asking.typed if isinstance(asking.typed, list) else []
        rows = [
            views.RowView(
                label=Message(NUMBERED, {"row": field.row_label, "number": number + 1}),
                fields=tuple(
                    self.parts(
                        field.fields,
                        row,
                        f"{path}.{number}",
                        asking.scope.inside(typed_fields(field.fields, row)),
                    )
                ),
                remove=f"remove:{path}:{number}",
                key_name=f"{path}.{number}.{ROW_KEY}",
                key=row_key(row),
            )
            for number, row in enumerate(typed[: field.max_rows] or [{}] * field.min_rows)
        ]
        return views.RowsView(
            path=path,
            id=html_id(path),
            label=field.label,
            hint=field.hint,
            errors=asking.errors,
            rows=tuple(rows),
            add=f"add:{path}" if len(rows) < field.max_rows else "",
            add_label=Message(labels.ADD, {"row": field.row_label}),
            choosing=self.register.choosing.get(path),
        )

    def computed(self, field: f.ComputedField, asking: Asking) -> views.ComputedView:
        """A value that is worked out, as people write it."""
        value: Any = self.result.computed.get(asking.path)
        amount = field.result == "MONEY" and isinstance(value, int)
        shown: str | Text = "" if value is None else str(value)
        if amount:
            shown = money.format_inr(value, paise=False)
        elif isinstance(value, bool):
            shown = labels.YES if value else labels.NO
        elif field.result == "DATE":
            shown = "-".join(reversed(str(value or "").split("-")))
        return views.ComputedView(
            path=asking.path,
            span=self.span(field.width),
            id=html_id(asking.path),
            label=field.label,
            value=shown,
            amount=amount,
            language=_language_of(value),
        )

    def identity(self, field: f.IdentityField, asking: Asking) -> views.IdentityView:
        """The kind of a document beside its number."""
        kind, number = identity_controls(field, asking)
        return views.IdentityView(
            path=asking.path,
            span=self.span(field.width),
            label=field.label,
            kind=self.leaf(kind, 3),
            number=self.leaf(number, 3),
        )

    def declaration(self, field: f.DeclarationField, asking: Asking) -> views.DeclarationView:
        """The words over their check box."""
        return views.DeclarationView(path=asking.path, text=field.text, control=control_of(field, asking))

    def location(self, field: f.LocationField, asking: Asking) -> views.LocationView:
        """Three figures that a script can fill in."""
        typed = asking.typed if isinstance(asking.typed, Mapping) else {}
        controls = [
            Field(
                name=f"{asking.path}.{name}",
                label=label,
                id=html_id(f"{asking.path}.{name}"),
                value="" if typed.get(name) is None else str(typed[name]),
                required=asking.required and name != "accuracy",
                attrs={"inputmode": "decimal", "autocomplete": "off"},
            )
            for name, label in _POSITION.items()
        ]
        return views.LocationView(
            path=asking.path,
            label=field.label,
            hint=field.hint,
            errors=asking.errors,
            id=html_id(asking.path),
            fields=tuple(self.leaf(control, 2) for control in controls),
        )

    def told(self, path: str) -> tuple[Message, ...]:
        """What is told beside the field at a path: without its name, which stands there already."""
        return tuple(message_of(error).within(()) for error in self.errors if error.path == path)


def _is_short(label: object) -> bool:
    """Whether a label fits over a narrow field in both languages."""
    return isinstance(label, Text) and len(label.en) + len(label.pa) <= 22


def _language_of(value: Any) -> str:
    """The language of worked-out words, by their script; nothing for figures."""
    text = value if isinstance(value, str) else ""
    if any("\u0a00" <= sign <= "\u0a7f" for sign in text):
        return "pa"
    if any("\u0900" <= sign <= "\u097f" for sign in text):
        return "hi"
    return "en" if any(sign.isalpha() for sign in text) else ""


_LAY_OUT: dict[type[f.FieldBase], Callable[[Binding, Any, Asking], views.Part]] = {
    f.GroupField: Binding.group, f.RowsField: Binding.rows, f.ComputedField: Binding.computed,
    f.IdentityField: Binding.identity, f.LocationField: Binding.location, f.DeclarationField: Binding.declaration,
}  # fmt: skip
