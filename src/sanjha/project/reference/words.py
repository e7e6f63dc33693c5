"""Declarations in words: types, calls, the first words of a docstring."""

import inspect
import typing
from collections.abc import Callable
from typing import Any

from sanjha.kernel.retirement import Retirement


def type_name(hint: Any) -> str:
    """A type as it is written in code: `list[Place]`, `UUID | None`."""
    if hint is type(None):
        return "None"
    inner = typing.get_args(hint)
    if not inner:
        return getattr(hint, "__name__", str(hint))
    names = ["..." if part is ... else type_name(part) for part in inner]
    outer = getattr(typing.get_origin(hint), "__name__", "")
    return " | ".join(names) if outer in {"Union", "UnionType"} else f"{outer}[{', '.join(names)}]"


def signature(stub: Callable[..., Any]) -> str:
    """The call as a reader types it, one parameter a line when it is long."""
    hints = typing.get_type_hints(stub)
    parts = []
    for parameter in inspect.signature(stub).parameters.values():
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parts.append(f"{parameter.name}: {type_name(hints[parameter.name])}{default}")
    result = type_name(hints.get("return", type(None)))
    line = f"{stub.__name__}({', '.join(parts)}) -> {result}"
    return (
        line if len(line) <= 100 else f"{stub.__name__}(\n    " + ",\n    ".join(parts) + f",\n) -> {result}"
    )


def first_words(text: str | None) -> str:
    """The first paragraph of a docstring in one line."""
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


def ending(retires: Retirement | None) -> str:
    """When what is declared goes away and what takes its place; empty for what stays."""
    if retires is None:
        return ""
    instead = f"; use `{retires.successor}`" if retires.successor else ""
    return f"**Goes away on {retires.ends}** (announced on {retires.announced}){instead}."


def is_of_tests(declared: Any) -> bool:
    return ".tests." in f"{declared.__module__}."
