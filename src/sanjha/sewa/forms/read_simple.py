"""Reading the fields that hold one plain value: text, names, numbers, choices, contact.

A reader takes the field and what was sent and gives the value twice: as JSON to be kept, and typed for expressions.
It raises RefusedError; blanks never reach it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.functions import financial_year_name, financial_year_of
from sanjha.sewa.definition.expressions.values import Chosen, Scope, Value, decimal_text
from sanjha.sewa.forms.aadhaar import ascii_digits
from sanjha.sewa.forms.messages import RefusedError, RefusedInWordsError
from sanjha.sewa.forms.text_rules import clean_text, plain_text

Read = tuple[Any, Value]

NAME_LEAST, NAME_MOST = 2, 99
_NAME_EN = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_NAME_PA = re.compile(r"[\u0a01-\u0a65\u0a70-\u0a7f][\u0a01-\u0a65\u0a70-\u0a7f .\u200c\u200d]*")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})


def read_text(field: f.TextField, raw: object, scope: Scope) -> Read:
    """One line of text."""
    text = clean_text(raw, script=field.script, least=field.min_length, most=field.max_length)
    if field.pattern and not re.fullmatch(field.pattern.regex, text):
        raise RefusedInWordsError("pattern", field.pattern.message)
    return text, text


def read_long_text(field: f.LongTextField, raw: object, scope: Scope) -> Read:
    """Several lines of text."""
    text = clean_text(raw, script=field.script, least=field.min_length, most=field.max_length, multiline=True)
    return text, text


def read_name_en(field: f.NameEnField, raw: object, scope: Scope) -> Read:
    """A name in Latin letters; a typographic apostrophe becomes a plain one."""
    text = plain_text(raw, most=NAME_MOST).replace("\u2019", "'").replace("\u2018", "'")
    if not _NAME_EN.fullmatch(text):
        raise RefusedError("name-en")
    return _name(text)


def read_name_pa(field: f.NamePaField, raw: object, scope: Scope) -> Read:
    """A name in Gurmukhi letters."""
    text = plain_text(raw, most=NAME_MOST)
    if not _NAME_PA.fullmatch(text):
        raise RefusedError("name-pa")
    return _name(text)


def _name(text: str) -> Read:
    if len(text) < NAME_LEAST:
        raise RefusedError("too-short", least=NAME_LEAST)
    if len(text) > NAME_MOST:
        raise RefusedError("too-long", most=NAME_MOST)
    return text, text


def read_integer(field: f.IntegerField, raw: object, scope: Scope) -> Read:
    """A whole number, grouped or not, in the digits of any script."""
    number = _whole(raw, "not-integer")
    _in_range(number, field.minimum, field.maximum)
    return number, number


def read_money(field: f.MoneyField, raw: object, scope: Scope) -> Read:
    """Whole rupees: "1,25,000", "₹ 75/-"."""
    if isinstance(raw, str):
        raw = raw.strip().removesuffix("/-").removeprefix("₹").removesuffix(".00").strip()
    number = _whole(raw, "not-money")
    if number < 0:
        raise RefusedError("negative")
    _in_range(number, field.minimum, field.maximum)
    return number, number


def _whole(raw: object, code: str) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        if abs(raw) >= 10**18:
            raise RefusedError(code)
        return raw
    if not isinstance(raw, str):
        raise RefusedError("wrong-type")
    text = _compact_number(raw)
    if not _INTEGER.fullmatch(text):
        raise RefusedError(code)
    return int(text)


def _compact_number(raw: str) -> str:
    return ascii_digits(plain_text(raw, most=40)).replace(",", "").replace(" ", "")


def _in_range(number: int | Fraction, least: int | Decimal, most: int | Decimal) -> None:
    if number < Fraction(least):
        raise RefusedError("too-small", least=decimal_text(Fraction(least)))
    if number > Fraction(most):
        raise RefusedError("too-large", most=decimal_text(Fraction(most)))


def read_decimal(field: f.DecimalField, raw: object, scope: Scope) -> Read:
    """An exact decimal; kept as text without trailing zeros."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise RefusedError("wrong-type")
    if isinstance(raw, int) and abs(raw) >= 10**18:
        raise RefusedError("not-decimal", places=field.places)
    text = _compact_number(raw if isinstance(raw, str) else repr(raw))
    places = len(text.partition(".")[2])
    if not _DECIMAL.fullmatch(text) or places > field.places:
        raise RefusedError("not-decimal", places=field.places)
    try:
        number = Fraction(Decimal(text))
    except InvalidOperation:
        raise RefusedError("not-decimal", places=field.places) from None
    _in_range(number, field.minimum, field.maximum)
    return decimal_text(number), number


def read_boolean(field: f.BooleanField, raw: object, scope: Scope) -> Read:
    """Yes or no."""
    said = _said(raw)
    if said is None:
        raise RefusedError("yes-or-no")
    return said, said


def read_declaration(field: f.DeclarationField, raw: object, scope: Scope) -> Read:
    """A statement that must be agreed to."""
    if _said(raw) is not True:
        raise RefusedError("declaration")
    return True, True


def _said(raw: object) -> bool | None:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) and len(raw) < 20 else ""
    return True if word in _YES else False if word in _NO else None


def read_choice(field: f.ChoiceField, raw: object, scope: Scope) -> Read:
    """The code of one option."""
    return _option(field, raw)


def _option(field: f.ChoiceField | f.MultiChoiceField, raw: object) -> Read:
    code = raw.strip() if isinstance(raw, str) else raw
    for option in field.options:
        if option.code == code:
            return option.code, Chosen(option.code, option.label)
    raise RefusedError("not-option" if isinstance(raw, str) else "wrong-type")


def read_multi_choice(field: f.MultiChoiceField, raw: object, scope: Scope) -> Read:
    """The codes of several options, each once, in the order of the definition."""
    sent = raw if isinstance(raw, list) else [raw]
    if len(sent) > 4 * len(field.options):
        raise RefusedError("wrong-type")
    chosen: dict[str, Value] = dict(_option(field, item) for item in sent)
    if len(chosen) < field.min_choices:
        raise RefusedError("too-few-choices", least=field.min_choices)
    ordered = [option.code for option in field.options if option.code in chosen]
    return ordered, [chosen[code] for code in ordered]


def read_year(field: f.YearField, raw: object, scope: Scope) -> Read:
    """A year of four digits within the range."""
    most = scope.world.today.year + field.latest_offset
    try:
        number = _whole(raw, "not-year")
    except RefusedError as error:
        if error.code == "not-year":
            raise RefusedError("not-year", least=field.earliest, most=most) from None
        raise
    if not field.earliest <= number <= most:
        raise RefusedError("not-year", least=field.earliest, most=most)
    return number, number


def financial_years(field: f.FinancialYearField, scope: Scope) -> list[str]:
    """The years that may be chosen, the latest first."""
    latest = financial_year_of(scope.world.today) + field.latest
    return [financial_year_name(latest - back) for back in range(field.count)]


def read_financial_year(field: f.FinancialYearField, raw: object, scope: Scope) -> Read:
    """A financial year such as "2025-26"."""
    years = financial_years(field, scope)
    text = ascii_digits(plain_text(raw, most=20)).replace(" ", "").replace("\u2013", "-")
    if text not in years:
        raise RefusedError("not-financial-year", years=", ".join(years))
    return text, text
