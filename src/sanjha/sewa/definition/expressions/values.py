"""The values an expression works on, and the scope in which names are looked up.

Numbers are int or Fraction and therefore exact; a blank is None; UNKNOWN stands for a field that was filled in
wrongly, so that nothing is decided on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from sanjha.kernel.text import Text


class PlaceLike(Protocol):
    """What the engine needs to know of a place; `places.contract.Place` has it all."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> Text: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def district(self) -> str | None: ...
    @property
    def tehsil(self) -> str | None: ...


FindPlace = Callable[[str], PlaceLike | None]


class UndecidedError(Exception):
    """The value depends on a field that is filled in wrongly."""


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = _Unknown()


class Chosen(str):
    """The code of an option that knows its label."""

    __slots__ = ("label",)
    label: Text

    def __new__(cls, code: str, label: Text) -> Chosen:
        chosen = super().__new__(cls, code)
        chosen.label = label
        return chosen


Value = Any
"""None, bool, int, Fraction, str, Chosen, date, Text, a dict of values, a list of values, or UNKNOWN."""


@dataclass(frozen=True)
class World:
    """What an expression may know besides the data: the day, and how to look a place up."""

    today: date
    find_place: FindPlace


class Scope:
    """Names in sight, innermost first."""

    __slots__ = ("outer", "values", "world")

    def __init__(self, values: Mapping[str, Value], world: World, outer: Scope | None = None) -> None:
        self.values = values
        self.world = world
        self.outer = outer

    def find(self, name: str) -> Value:
        """The value of a name; a name nobody knows is blank (the checker has refused it long before)."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return known(scope.values[name])
            scope = scope.outer
        return self.world.today if name == "today" else None

    def inside(self, values: Mapping[str, Value]) -> Scope:
        """The scope of a group or row."""
        return Scope(values, self.world, self)


def known(value: Value) -> Value:
    """The value itself. Raises UndecidedError for UNKNOWN."""
    if value is UNKNOWN:
        raise UndecidedError
    return value


def plain(value: Value) -> Any:
    """A value as JSON: dates ISO, whole numbers int, others decimal text, translations as {en, pa, hi}."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return {"en": value.en, "pa": value.pa} | ({"hi": value.hi} if value.hi else {})
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def decimal_text(value: Fraction, places: int = 6) -> str:
    """A fraction in decimal notation, half away from zero at the last place, without trailing zeros."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and text != "0" else text
