"""The functions of the language: what each takes and gives, and what it does. A blank argument gives a blank."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sanjha.kernel import money
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.expressions.kinds import BOOLEAN, DATE, NUMBER, TEXT, TRANSLATED, Kind, Type
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.expressions.values import Chosen, Value, World, decimal_text

Kinds = frozenset[Kind]
_NUMBER, _DATE, _TEXT, _LANGUAGE = (
    frozenset({kind}) for kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.TEXT)
)
_ANY = frozenset(Kind)
_PLAIN = frozenset({Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN, Kind.DATE, Kind.TRANSLATED})
_FINANCIAL_YEAR = re.compile(r"(\d{4})-(\d{2})")
_FAR = 400 * 366


@dataclass(frozen=True)
class Function:
    """`takes` holds the kinds of each argument; the last `optional` of them may be left out."""

    name: str
    takes: tuple[Kinds, ...]
    gives: Type | Callable[[list[Type]], Type]
    work: Callable[..., Value]
    optional: int = 0
    any_number: bool = False
    needs_world: bool = False
    sees_blanks: bool = False


FUNCTIONS: dict[str, Function] = {}


def _function(
    name: str, takes: tuple[Kinds, ...], gives: Type | Callable[[list[Type]], Type], **options: Any
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    def keep(work: Callable[..., Value]) -> Callable[..., Value]:
        FUNCTIONS[name] = Function(name, takes, gives, work, **options)
        return work

    return keep


def _the_common_kind(given: list[Type]) -> Type:
    kinds = [kind for kind in given if kind.kind is not Kind.NOTHING] or given
    if len({kind.kind for kind in kinds}) > 1:
        told = " and ".join(sorted({str(kind) for kind in kinds}))
        raise ExpressionError("expression-kind", f"first() mixes {told}")
    return kinds[0] if len({kind.options for kind in kinds}) == 1 else Type(kinds[0].kind)


def _in_one_language(given: list[Type]) -> Type:
    return TEXT if len(given) > 1 else TRANSLATED


def _speak(text: Text, language: str | None) -> Value:
    return text if language is None else text.in_language(language)


@_function("abs", (_NUMBER,), NUMBER)
def _abs(number: Value) -> Value:
    return abs(number)


@_function("floor", (_NUMBER,), NUMBER)
def _floor(number: Value) -> Value:
    return number // 1


@_function("ceil", (_NUMBER,), NUMBER)
def _ceil(number: Value) -> Value:
    return -(-number // 1)


@_function("rupees", (_NUMBER,), NUMBER)
def _rupees(number: Value) -> Value:
    """Whole rupees, half a rupee away from zero."""
    sign = -1 if number < 0 else 1
    return sign * ((abs(number) + Fraction(1, 2)) // 1)


@_function("age", (_DATE, _DATE), NUMBER, optional=1, needs_world=True)
def _age(world: World, born: date, on: date | None = None) -> Value:
    """Completed years today, or on the day given. Somebody born on 29 February has a birthday on 1 March."""
    on = on or world.today
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@_function("days_between", (_DATE, _DATE), NUMBER)
def _days_between(first: date, last: date) -> Value:
    return (last - first).days


@_function("add_days", (_DATE, _NUMBER), DATE)
def _add_days(start: date, days: Value) -> Value:
    try:
        return start + timedelta(days=max(-_FAR, min(_FAR, int(days))))
    except OverflowError:
        return None


@_function("add_months", (_DATE, _NUMBER), DATE)
def _add_months(start: date, months: Value) -> Value:
    """The same day so many months on, or the last day of that month if it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + int(months), 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@_function("add_years", (_DATE, _NUMBER), DATE)
def _add_years(start: date, years: Value) -> Value:
    return _add_months(start, years * 12)


@_function("financial_year", (_DATE,), TEXT)
def _financial_year(day: date) -> Value:
    """ "2025-26" for every day from 1 April 2025 to 31 March 2026."""
    return financial_year_name(financial_year_of(day))


@_function("financial_year_end", (frozenset({Kind.DATE, Kind.TEXT}),), DATE)
def _financial_year_end(year: date | str) -> Value:
    """31 March at the end of the year of that name, or of the year in which the day lies."""
    if isinstance(year, date):
        return date(financial_year_of(year) + 1, 3, 31)
    found = _FINANCIAL_YEAR.fullmatch(year)
    return date(int(found[1]) + 1, 3, 31) if found and 0 < int(found[1]) < 9999 else None


@_function("words", (_NUMBER, _LANGUAGE), _in_one_language, optional=1)
def _words(number: Value, language: str | None = None) -> Value:
    """Whole rupees in words. A negative or broken amount has none."""
    if number < 0 or number != int(number):
        return None
    return _speak(Text(*(money.in_words(int(number), tongue) for tongue in LANGUAGES)), language)


@_function("amount", (_NUMBER,), TEXT)
def _amount(number: Value) -> Value:
    """Rupees with Indian grouping, paise only if there are any."""
    paise = int(_rupees(number * 100))
    sign, (whole, rest) = ("-" if paise < 0 else ""), divmod(abs(paise), 100)
    return sign + money.group_indian(str(whole)) + (f".{rest:02}" if rest else "")


@_function("date_text", (_DATE,), TEXT)
def _date_text(day: date) -> Value:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


@_function("label", (_TEXT, _LANGUAGE), _in_one_language, optional=1)
def _label(choice: str, language: str | None = None) -> Value:
    """The words of the chosen option."""
    return _speak(choice.label if isinstance(choice, Chosen) else Text(str(choice)), language)


@_function("place_name", (_TEXT, _LANGUAGE), _in_one_language, optional=1, needs_world=True)
def _place_name(world: World, code: str, language: str | None = None) -> Value:
    place = world.find_place(code)
    return _speak(place.name, language) if place else None


PLACE_KINDS = {
    "DISTRICT": Text("District", "ਜ਼ਿਲ੍ਹਾ", "ज़िला"),
    "TEHSIL": Text("Tehsil", "ਤਹਿਸੀਲ", "तहसील"),
    "BLOCK": Text("Block", "ਬਲਾਕ", "खंड"),
    "VILLAGE": Text("Village", "ਪਿੰਡ", "गाँव"),
    "TOWN": Text("Town", "ਕਸਬਾ", "कस्बा"),
    "OUTGROWTH": Text("Town", "ਕਸਬਾ", "कस्बा"),
    "ULB": Text("Town", "ਸ਼ਹਿਰ", "शहर"),
}


@_function("place_kind", (_TEXT, _LANGUAGE), _in_one_language, optional=1, needs_world=True)
def _place_kind(world: World, code: str, language: str | None = None) -> Value:
    place = world.find_place(code)
    return _speak(PLACE_KINDS.get(place.kind, Text(place.kind)), language) if place else None


@_function("both", (_TEXT, _TEXT), TRANSLATED, sees_blanks=True)
def _both(english: str | None, punjabi: str | None) -> Value:
    """The English and the Punjabi form of one thing, as people gave them."""
    return Text(str(english or ""), str(punjabi or "")) if english or punjabi else None


@_function("text", (_NUMBER,), TEXT)
def _text(number: Value) -> Value:
    return decimal_text(Fraction(number))


@_function("join", (_TEXT, _TEXT, _TEXT), TEXT, optional=1, any_number=True, sees_blanks=True)
def _join(separator: str | None, *parts: str | None) -> Value:
    """The parts that are not blank, with the separator between them."""
    return (separator or "").join(part for part in parts if part) or None


@_function("fold", (_TEXT,), TEXT)
def _fold(text: str) -> Value:
    """The text without regard to capitals, full stops and doubled spaces: for comparing names."""
    return " ".join(text.casefold().replace(".", " ").split())


@_function("first", (_PLAIN, _PLAIN), _the_common_kind, any_number=True, sees_blanks=True)
def _first(*values: Value) -> Value:
    return next((value for value in values if value is not None), None)


@_function("blank", (_ANY,), BOOLEAN, sees_blanks=True)
def _blank(value: Value) -> Value:
    return value is None or (isinstance(value, list | dict) and not value)


@_function("filled", (_ANY,), BOOLEAN, sees_blanks=True)
def _filled(value: Value) -> Value:
    return not _blank(value)


def financial_year_of(day: date) -> int:
    """The calendar year in which the financial year of that day began."""
    return day.year - (day.month < 4)


def financial_year_name(start: int) -> str:
    """ "2025-26" for the year that began on 1 April 2025."""
    return f"{start}-{(start + 1) % 100:02}"
