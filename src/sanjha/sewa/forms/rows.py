"""The buttons that add and remove rows: they work by sending the form, with or without JavaScript."""

from __future__ import annotations

import copy
from typing import Any

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.checks.form import field_at


def apply_command(form: f.Form, data: dict[str, Any], command: str) -> dict[str, Any]:
    """The data after a row command ("add:family", "remove:family:0"). What does not fit changes nothing."""
    verb, _colon, rest = command.partition(":")
    path, _colon, number = rest.partition(":")
    table = field_at(form.fields, path) if verb in ("add", "remove") else None
    if not isinstance(table, f.RowsField):
        return data
    changed: dict[str, Any] = copy.deepcopy(data)
    rows = _rows_at(changed, path.split("."))
    if rows is None:
        return data
    if verb == "add" and len(rows) < table.max_rows:
        rows.append({})
    elif verb == "remove" and number.isdigit() and int(number) < len(rows):
        del rows[int(number)]
    return changed


def _rows_at(data: dict[str, Any], parts: list[str]) -> list[Any] | None:
    for part in parts[:-1]:
        inner = data.setdefault(part, {})
        if not isinstance(inner, dict):
            return None
        data = inner
    rows = data.setdefault(parts[-1], [])
    return rows if isinstance(rows, list) else None
