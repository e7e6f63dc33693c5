"""Dates as people type them at a counter: day, month, year, with or without signs between."""

from __future__ import annotations

import calendar
import re
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError

_PARTS = re.compile(r"^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})$")
_RUN = re.compile(r"^[0-9]{7,8}$")
EARLIEST_YEAR, LATEST_YEAR = 1850, 2199


def parse_date(text: str, *, field: str = "") -> date:
    """The date typed as "03-12-1994", "3/12/1994", "03.12.1994" or "03121994".

    Seven digits are taken when they can mean only one date. A year has four digits: the century is never
    guessed. Raises DomainError that says what is wrong with the date.
    """
    text = text.strip()
    parts = _split(text)
    if parts is None:
        raise DomainError(
            _("Type the date as day-month-year, for example 03-12-1994."), code="date-form", field=field
        )
    return _checked(*parts, field=field)


def _split(text: str) -> tuple[int, int, int] | None:
    if found := _PARTS.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if not _RUN.match(text):
        return None
    if len(text) == 8:
        return int(text[:2]), int(text[2:4]), int(text[4:])
    year = int(text[3:])
    readings = [(int(text[:1]), int(text[1:3]), year), (int(text[:2]), int(text[2:3]), year)]
    possible = [reading for reading in readings if _exists(*reading)]
    return possible[0] if len(possible) == 1 else None


def _exists(day: int, month: int, year: int) -> bool:
    return (
        EARLIEST_YEAR <= year <= LATEST_YEAR
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    )


def _checked(day: int, month: int, year: int, *, field: str) -> date:
    if not 1 <= month <= 12:
        raise DomainError(
            _("There is no month %(month)s. Type the date as day-month-year, for example 03-12-1994.")
            % {"month": month},
            code="date-month",
            field=field,
        )
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DomainError(
            _("The year %(year)s cannot be right. Type it with four digits.") % {"year": year},
            code="date-year",
            field=field,
        )
    if not _exists(day, month, year):
        raise DomainError(
            _("There is no day %(day)s in %(month)s %(year)s.")
            % {"day": day, "month": MONTHS[month], "year": year},
            code="date-day",
            field=field,
        )
    return date(year, month, day)
