"""Whether a single value read from YAML fits its type."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import inspect

from sanjha.sewa.definition.problems import Path


@dataclass(frozen=True)
class Misfit:
    """Where in the tree, which rule, and what is wrong."""

    path: Path
    rule: str
    message: str


def scalar_misfits(value: Any, shape: inspect.Type, path: Path) -> Iterator[Misfit]:
    """What is wrong with a single value."""
    if isinstance(shape, inspect.Metadata):
        shape = shape.type
    check = _SCALARS.get(type(shape))
    if check is None:
        raise AssertionError(f"the checker does not know {shape}")
    yield from check(value, shape, path)


def _literal(value: Any, shape: inspect.LiteralType, path: Path) -> Iterator[Misfit]:
    if value not in shape.values:
        known = [str(item) for item in shape.values]
        told = f"{value!r} is not one of {', '.join(known)}{close(str(value), known)}"
        yield Misfit(path, "unknown-value", told)


def _boolean(value: Any, shape: inspect.BoolType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, bool):
        yield Misfit(path, "wrong-type", f"must be true or false, not {told(value)}")


def _nothing(value: Any, shape: inspect.NoneType, path: Path) -> Iterator[Misfit]:
    if value is not None:
        yield Misfit(path, "wrong-type", "must be empty")


def _string(value: Any, shape: inspect.StrType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, str):
        yield Misfit(path, "wrong-type", f"must be text, not {told(value)}")
    elif shape.pattern and not re.search(shape.pattern, value):
        yield Misfit(path, "wrong-form", f"{value!r} does not have the form {shape.pattern}")
    elif shape.max_length is not None and len(value) > shape.max_length:
        yield Misfit(path, "too-long", f"is longer than {shape.max_length} characters")


def _integer(value: Any, shape: inspect.IntType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Misfit(path, "wrong-type", f"must be a whole number, not {told(value)}")
    elif shape.ge is not None and value < shape.ge:
        yield Misfit(path, "out-of-range", f"must be at least {shape.ge}")
    elif shape.le is not None and value > shape.le:
        yield Misfit(path, "out-of-range", f"must be at most {shape.le}")


def _date(value: Any, shape: inspect.DateType, path: Path) -> Iterator[Misfit]:
    try:
        date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        yield Misfit(path, "wrong-type", f"must be a date like 2026-04-01, not {told(value)}")


def _decimal(value: Any, shape: inspect.DecimalType, path: Path) -> Iterator[Misfit]:
    try:
        if isinstance(value, bool) or not Decimal(value if isinstance(value, int | str) else "").is_finite():
            raise InvalidOperation
    except InvalidOperation:
        yield Misfit(path, "wrong-type", f"must be an amount like 75 or 75.50, not {told(value)}")


def told(value: Any) -> str:
    """A value in words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value)


def close(word: str, known: Iterable[str]) -> str:
    """(did you mean x?) or nothing."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""


_SCALARS: dict[type[inspect.Type], Callable[[Any, Any, Path], Iterator[Misfit]]] = {
    inspect.LiteralType: _literal, inspect.StrType: _string, inspect.IntType: _integer, inspect.BoolType: _boolean,
    inspect.DateType: _date, inspect.DecimalType: _decimal, inspect.NoneType: _nothing,
}  # fmt: skip
