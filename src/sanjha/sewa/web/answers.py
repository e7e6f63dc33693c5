"""What was filled in, laid out for reading: sections of labelled values and tables, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.money import format_inr
from sanjha.kernel.text import Text
from sanjha.places import contract as places
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.fields import AnyField, Form
from sanjha.sewa.forms.labels import IDENTITY_NAMES
from sanjha.sewa.forms.places import place_codes

Names = Mapping[str, Text]
Pictures = Mapping[str, UUID]
"""Papers of the case by the SHA-256 of their content."""


@dataclass(frozen=True)
class Answer:
    """One labelled value. `path` is the field's dotted path, so that an objection can point to it.

    `paper` is the paper of the case that holds the picture of a photo field; `wide` values take a whole line.
    """

    label: Text
    value: str
    path: str = ""
    paper: UUID | None = None
    wide: bool = False


@dataclass(frozen=True)
class AnswerTable:
    """A table of rows of one field; each cell knows its head, for a phone shows rows as cards."""

    label: Text
    heads: list[Text]
    rows: list[list[tuple[Text, str]]]
    path: str = ""


@dataclass(frozen=True)
class AnswerSection:
    """A section of the form. A short one may stand beside another."""

    code: str
    title: Text
    answers: list[Answer]
    tables: list[AnswerTable]

    @property
    def is_short(self) -> bool:
        return not self.tables and len(self.answers) <= 2


def answers_of(form: Form, data: Mapping[str, Any], pictures: Pictures | None = None) -> list[AnswerSection]:
    """The sections of the form that hold something; places are named with one look-up."""
    codes = sorted(place_codes(form, dict(data)))
    names = {place.code: place.name for place in places.get_places(codes=codes)} if codes else {}
    sections = []
    for section in form.sections:
        found = AnswerSection(section.code, section.title, [], [])
        _collect(section.fields, data, "", names, found)
        _show_pictures(section.fields, data, pictures or {}, found)
        if found.answers or found.tables:
            sections.append(found)
    return sections


def _collect(
    fields: Iterable[AnyField], data: Mapping[str, Any], path: str, names: Names, found: AnswerSection
) -> None:
    for field in fields:
        value = data.get(field.id)
        if value in (None, "", [], {}) or isinstance(field, f.PhotoField):
            continue
        here = f"{path}{field.id}"
        if isinstance(field, f.GroupField) and isinstance(value, Mapping):
            _collect(field.fields, value, f"{here}.", names, found)
        elif isinstance(field, f.RowsField) and isinstance(value, list):
            found.tables.append(_table(field, value, here, names))
        else:
            wide = isinstance(field, f.LongTextField)
            found.answers.append(Answer(field.label, shown(field, value, names), here, wide=wide))


def _show_pictures(
    fields: Iterable[AnyField], data: Mapping[str, Any], pictures: Pictures, found: AnswerSection
) -> None:
    for field in fields:
        if isinstance(field, f.PhotoField) and (paper := pictures.get(str(data.get(field.id)))):
            found.answers.append(Answer(field.label, _("Photo"), field.id, paper=paper, wide=True))


def _table(field: f.RowsField, rows: list[Any], path: str, names: Names) -> AnswerTable:
    filled = [column for column in field.fields if any(row.get(column.id) not in (None, "") for row in rows)]
    lines = [[(column.label, shown(column, row.get(column.id), names)) for column in filled] for row in rows]
    return AnswerTable(field.label, [column.label for column in filled], lines, path)


def shown(field: AnyField, value: Any, names: Names) -> str:
    """One value as a person reads it."""
    if value in (None, "", []):
        return "–"
    if isinstance(field, f.PlaceField):
        return str(names.get(value, value))
    show = _SHOWN.get(type(field))
    return show(field, value) if show else str(value)


def _choice(field: f.ChoiceField | f.MultiChoiceField, value: Any) -> str:
    labels = {option.code: str(option.label) for option in field.options}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(code, str(code)) for code in chosen)


def _yes_or_no(_field: AnyField, value: Any) -> str:
    return _("Yes") if value is True else _("No")


def _rupees(_field: AnyField, value: Any) -> str:
    return f"₹ {format_inr(_exact(value), paise=False)}"


def _location(_field: AnyField, value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return _("%(latitude)s, %(longitude)s (within %(metres)s m)") % {
        "latitude": value.get("latitude"),
        "longitude": value.get("longitude"),
        "metres": value.get("accuracy"),
    }


def _identity(_field: AnyField, value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    kind = str(value.get("type") or "")
    number = value.get("number") or (f"XXXXXXXX{value['last4']}" if value.get("last4") else "")
    return f"{IDENTITY_NAMES.get(kind, kind)} {number}".strip()


def _computed(field: f.ComputedField, value: Any) -> str:
    if field.result == "MONEY":
        return _rupees(field, value)
    if field.result == "DATE":
        return _day(field, value)
    return _yes_or_no(field, value) if field.result == "BOOLEAN" else str(value)


def _exact(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)


def _day(_field: AnyField, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).strftime("%d-%m-%Y")
    except ValueError:
        return str(value)


_SHOWN: dict[type, Callable[[Any, Any], str]] = {
    f.ChoiceField: _choice,
    f.MultiChoiceField: _choice,
    f.BooleanField: _yes_or_no,
    f.DeclarationField: _yes_or_no,
    f.MoneyField: _rupees,
    f.DateField: _day,
    f.ComputedField: _computed,
    f.IdentityField: _identity,
    f.LocationField: _location,
}
"""How the values of a type of field are written; those of other types are shown as they are."""
