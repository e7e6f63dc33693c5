"""The list of errors above a form: each leads to its control."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sanjha.kernel.errors import FieldError
from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.forms.controls import MOST_RADIOS, html_id
from sanjha.sewa.forms.messages import Message
from sanjha.sewa.forms.views import Mode


def message_of(error: FieldError) -> Message:
    """The error's message as one that knows its parts."""
    return error.message if isinstance(error.message, Message) else Message(Text(str(error.message)))


def errors_of(
    fields: Sequence[f.AnyField], errors: Sequence[FieldError], mode: Mode, *, strangers: bool = False
) -> Iterable[tuple[str, Message]]:
    """(id of the control, words) for the errors of these fields; with `strangers` also those of no field, without id."""
    heads = {field.id for field in fields}
    for error in errors:
        if error.path.split(".")[0] in heads:
            yield _target(fields, error.path, mode), message_of(error)
        elif strangers:
            yield "", message_of(error)


def _target(fields: Sequence[f.AnyField], path: str, mode: Mode) -> str:
    """The id to which an error leads: radio buttons and check boxes have one for each."""
    field = leaf_at(fields, path)
    plural = isinstance(field, f.BooleanField | f.MultiChoiceField)
    if isinstance(field, f.ChoiceField):
        plural = mode != "counter" and len(field.options) <= MOST_RADIOS
    return html_id(path) + ("_0" if plural else "")


def leaf_at(fields: Iterable[f.AnyField], path: str) -> f.AnyField | None:
    """The field at the path of an error ("family.0.salary"), or None."""
    head, _dot, rest = path.partition(".")
    field = next((field for field in fields if field.id == head), None)
    if isinstance(field, f.RowsField) and rest:
        inner = rest.partition(".")[2]
        return leaf_at(field.fields, inner) if inner else field
    return leaf_at(field.fields, rest) if isinstance(field, f.GroupField) and rest else field
