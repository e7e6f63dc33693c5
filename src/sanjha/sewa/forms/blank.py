"""When a value or a row counts as not filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanjha.sewa.definition import fields as f

_MAX_DEPTH = 12


def is_blank(raw: Any, depth: int = 0) -> bool:
    """None, empty text, and lists or objects of nothing else. What is nested too deeply is not blank."""
    if raw is None:
        return True
    if isinstance(raw, str):
        return not raw.strip()
    if depth > _MAX_DEPTH:
        return False
    if isinstance(raw, Mapping):
        return all(is_blank(item, depth + 1) for item in raw.values())
    if isinstance(raw, list):
        return all(is_blank(item, depth + 1) for item in raw)
    return False


def row_is_blank(row: Any, table: f.RowsField) -> bool:
    """A row in which nothing stands but the numbers the form itself has put there."""
    if not isinstance(row, Mapping):
        return row is None
    defaults = {
        field.id: str(field.default)
        for field in table.fields
        if isinstance(field, f.IntegerField | f.MoneyField) and field.default is not None
    }
    return all(
        is_blank(value) or (isinstance(value, str) and value.strip() == defaults.get(key))
        for key, value in row.items()
    )
