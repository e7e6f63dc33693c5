"""Which places a form's data name, so that all of them can be fetched at once before the form is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sanjha.sewa.definition import fields as f

MOST_CODES = 200
_PLACE = re.compile(r"[A-Z][0-9]{1,9}")


def place_codes(form: f.Form, data: Any) -> set[str]:
    """The codes in the place fields of sent or kept data; at most 200, whatever was sent."""
    return set(list(_codes(form.fields, data))[:MOST_CODES])


def _codes(fields: Iterable[f.AnyField], data: Any) -> Iterable[str]:
    if not isinstance(data, Mapping):
        return
    for field in fields:
        value = data.get(field.id)
        if isinstance(field, f.PlaceField):
            if isinstance(value, str) and _PLACE.fullmatch(value.strip()):
                yield value.strip()
        elif isinstance(field, f.GroupField):
            yield from _codes(field.fields, value)
        elif isinstance(field, f.RowsField) and isinstance(value, list):
            for row in value[:MOST_CODES]:
                yield from _codes(field.fields, row)
