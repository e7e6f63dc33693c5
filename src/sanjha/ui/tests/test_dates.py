"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.errors import DomainError
from sanjha.ui.dates import parse_date

days = st.dates(min_value=date(1850, 1, 1), max_value=date(2199, 12, 31))


@given(days, st.sampled_from(["-", "/", ".", " "]))
def test_every_day_is_read_back_from_every_way_of_writing_it(day, sign):
    full = f"{day:%d}{sign}{day:%m}{sign}{day.year}"
    short = f"{day.day}{sign}{day.month}{sign}{day.year}"
    assert parse_date(full) == parse_date(short) == parse_date(f"{day:%d%m}{day.year}") == day


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
def test_a_day_that_does_not_exist_is_refused_and_never_moved(day, month, year):
    typed = f"{day:02d}-{month:02d}-{year:04d}"
    try:
        expected = date(year, month, day) if 1850 <= year <= 2199 else None
    except ValueError:
        expected = None
    if expected:
        assert parse_date(typed) == expected
    else:
        with pytest.raises(DomainError):
            parse_date(typed)


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        ("31-02-1994", "date-day", "There is no day 31 in February 1994."),
        ("31021994", "date-day", "There is no day 31 in February 1994."),
        ("29-02-1900", "date-day", "There is no day 29 in February 1900."),
        ("12-13-1994", "date-month", "There is no month 13"),
        ("03-12-1066", "date-year", "The year 1066 cannot be right"),
        ("03-12-94", "date-form", "day-month-year"),
        ("1994-12-03", "date-form", "day-month-year"),
        ("yesterday", "date-form", "day-month-year"),
        ("", "date-form", "day-month-year"),
        ("०३-१२-१९९४", "date-form", "day-month-year"),
    ],
)
def test_what_is_wrong_is_said(typed, code, message):
    with pytest.raises(DomainError, match=message) as refused:
        parse_date(typed, field="born_on")
    assert (refused.value.code, refused.value.field) == (code, "born_on")


def test_seven_digits_that_can_mean_only_one_day_are_taken():
    assert parse_date("3121994") == date(1994, 12, 3)


def test_seven_digits_that_can_mean_two_days_are_not_guessed():
    with pytest.raises(DomainError, match="day-month-year"):
        parse_date("1111994")
