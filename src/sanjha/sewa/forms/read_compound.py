"""Reading the fields that need more than their own text: dates, places, identity documents, positions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.evaluate import evaluate
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.expressions.values import PlaceLike, Scope, UndecidedError, decimal_text
from sanjha.sewa.forms.aadhaar import ascii_digits, holds_full_number, last_four
from sanjha.sewa.forms.messages import Part, RefusedError
from sanjha.sewa.forms.read_simple import Read
from sanjha.sewa.forms.text_rules import plain_text
from sanjha.sewa.forms.words import MONTHS

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TYPED = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_PLACE = re.compile(r"[A-Z][0-9]{1,9}")
IDENTITY_RULES: dict[str, tuple[re.Pattern[str], str]] = {
    "VOTER": (re.compile(r"[A-Z]{3}[0-9]{7}"), "not-voter"),
    "PASSPORT": (re.compile(r"[A-Z][0-9]{7}"), "not-passport"),
    "DRIVING_LICENCE": (re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{4,13}"), "not-driving-licence"),
    "PAN": (re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]"), "not-pan"),
    "GOVERNMENT_ID": (re.compile(r"[A-Z0-9][A-Z0-9/-]{2,29}"), "not-government-id"),
}
_POSITION = {"latitude": (-90, 90), "longitude": (-180, 180)}


def read_date(field: f.DateField, raw: object, scope: Scope) -> Read:
    """A date typed dd-mm-yyyy (also with / or . or as eight digits) or sent as ISO; kept as ISO."""
    day = parse_date(ascii_digits(plain_text(raw, most=30)))
    earliest, latest = _limit(field.earliest, scope), _limit(field.latest, scope)
    if latest is not None and day > latest:
        if latest == scope.world.today:
            raise RefusedError("in-future")
        raise RefusedError("too-late", most=date_text(latest))
    if earliest is not None and day < earliest:
        raise RefusedError("too-early", least=date_text(earliest))
    return day.isoformat(), day


def parse_date(text: str) -> date:
    """The date in a text. Raises RefusedError, which tells a wrong form from a day that does not exist."""
    iso = _ISO.fullmatch(text)
    typed = None if iso else _TYPED.fullmatch(text) or _RUN.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif typed:
        day, month, year = (int(part) for part in typed.groups())
    else:
        raise RefusedError("not-date")
    if not 1 <= month <= 12:
        raise RefusedError("no-such-month", month=month)
    try:
        return date(year, month, day)
    except ValueError:
        raise RefusedError("no-such-day", day=day, month=MONTHS[month - 1], year=year) from None


def date_text(day: date) -> str:
    """The date as people write it: dd-mm-yyyy."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def _limit(source: str, scope: Scope) -> date | None:
    found = _quietly(source, scope)
    return found if isinstance(found, date) else None


def _quietly(source: str, scope: Scope) -> object:
    if not source:
        return None
    try:
        return evaluate(source, scope)
    except (UndecidedError, ExpressionError):
        return None


def read_place(field: f.PlaceField, raw: object, scope: Scope) -> Read:
    """The code of a place of the right kind, within the place around it if that is known."""
    code = plain_text(raw, most=20)
    place = scope.world.find_place(code) if _PLACE.fullmatch(code) else None
    if place is None:
        raise RefusedError("not-place")
    if place.kind not in field.kinds:
        raise RefusedError("wrong-kind-of-place", place=place.name)
    container = _quietly(field.within, scope)
    if isinstance(container, str) and not lies_in(place, container):
        around = scope.world.find_place(container)
        named: Part = around.name if around else container
        raise RefusedError("not-within", place=place.name, around=named)
    return place.code, place.code


def lies_in(place: PlaceLike, container: str) -> bool:
    """Whether a place lies in another, by the codes it carries."""
    return container in (place.code, place.parent, place.tehsil, place.district)


def read_identity(field: f.IdentityField, raw: object, scope: Scope) -> Read:
    """A document's type and number. Of an Aadhaar number only the last four digits come out, never the number."""
    if not isinstance(raw, Mapping) or not set(raw) <= {"type", "number", "last4"}:
        raise RefusedError("wrong-type")
    kind = raw.get("type")
    if kind not in field.types:
        raise RefusedError("identity-type")
    number = raw.get("number")
    if kind == "AADHAAR":
        kept = _aadhaar(number if number not in (None, "") else raw.get("last4"))
        value = {"type": "AADHAAR", "last4": kept}
        return value, {**value, "number": None}
    if number is None or (isinstance(number, str) and not number.strip()):
        raise RefusedError("identity-number")
    text = re.sub(r"\s", "", ascii_digits(plain_text(number, most=40)).upper())
    if kind == "DRIVING_LICENCE":
        text = text.replace("-", "").replace("/", "")
    rule, code = IDENTITY_RULES[str(kind)]
    if not rule.fullmatch(text):
        raise RefusedError(code)
    if kind == "GOVERNMENT_ID" and holds_full_number(text):
        raise RefusedError("aadhaar-in-text")
    value = {"type": str(kind), "number": text}
    return value, {**value, "last4": text[-4:]}


def _aadhaar(number: object) -> str:
    if number is None:
        raise RefusedError("identity-number")
    if not isinstance(number, str):
        raise RefusedError("wrong-type")
    if re.fullmatch(r"[0-9]{4}", number):
        return number
    kept = last_four(number) if len(number) < 60 else None
    if kept is None:
        raise RefusedError("not-aadhaar")
    return kept


def read_location(field: f.LocationField, raw: object, scope: Scope) -> Read:
    """Latitude and longitude as decimal text of at most six places, accuracy as whole metres."""
    if not isinstance(raw, Mapping) or not set(raw) <= {"latitude", "longitude", "accuracy"}:
        raise RefusedError("wrong-type")
    kept: dict[str, str | int] = {}
    typed: dict[str, Fraction | int] = {}
    for name, (least, most) in _POSITION.items():
        degrees = _degrees(raw.get(name), least, most)
        kept[name], typed[name] = decimal_text(degrees), Fraction(decimal_text(degrees))
    accuracy = _degrees(raw.get("accuracy", 0) or 0, 0, 100_000)
    kept["accuracy"] = typed["accuracy"] = int(accuracy)
    return kept, typed


def _degrees(raw: object, least: int, most: int) -> Fraction:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise RefusedError("not-location")
    if isinstance(raw, int) and abs(raw) > 10**9:
        raise RefusedError("not-location")
    text = (raw if isinstance(raw, str) else repr(raw)).strip()
    if len(text) > 30 or not re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,20})?", text):
        raise RefusedError("not-location")
    value = Fraction(text)
    if not least <= value <= most:
        raise RefusedError("not-location")
    return value
