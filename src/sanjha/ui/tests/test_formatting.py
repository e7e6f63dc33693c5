"""Rupees, dates, days left and masks, as they are read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.ui import formatting

NOON = "2026-11-24T12:00:00+05:30"


def grouped_by_hand(whole: str) -> str:
    """The slow way: walk from the right; a comma before the 4th digit and then before every second one."""
    written = ""
    for place, digit in enumerate(reversed(whole)):
        if place >= 3 and (place - 3) % 2 == 0:
            written = "," + written
        written = digit + written
    return written


@given(st.integers(min_value=-(10**15), max_value=10**15), st.integers(min_value=0, max_value=99))
def test_rupees_are_grouped_as_by_hand(rupees, paise):
    amount = Decimal(f"{rupees}.{paise:02d}")
    sign = "-" if amount < 0 else ""
    assert formatting.inr(amount) == f"{sign}₹\u00a0{grouped_by_hand(str(abs(rupees)))}.{paise:02d}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("", ""),
        (0, "₹\u00a00.00"),
        (Decimal("999.999"), "₹\u00a01,000.00"),
        ("125000", "₹\u00a01,25,000.00"),
        (Decimal("-4310"), "-₹\u00a04,310.00"),
        ("not a number", "not a number"),
        (Decimal("NaN"), "NaN"),
    ],
)
def test_what_is_shown_for_an_amount(value, shown):
    assert formatting.inr(value) == shown


def test_whole_rupees_have_no_paise():
    assert formatting.inr(Decimal("1250.40"), paise=False) == "₹\u00a01,250"


def test_a_float_is_never_money():
    with pytest.raises(TypeError, match="Decimal"):
        formatting.inr(1.5)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (date(2026, 12, 3), "03-12-2026"),
        (date(850, 1, 2), "02-01-0850"),
        (datetime(2026, 12, 2, 18, 31, tzinfo=UTC), "03-12-2026"),
        (datetime(2026, 12, 3, 0, 30, tzinfo=UTC).replace(tzinfo=None), "03-12-2026"),
    ],
)
def test_the_day_is_the_day_in_india(value, shown):
    assert formatting.dmy(value) == shown


def test_a_moment_is_shown_in_indian_time():
    assert formatting.dmy_time(datetime(2026, 12, 2, 18, 31, tzinfo=UTC)) == "03-12-2026 00:01"
    assert formatting.dmy_time(None) == ""


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-2, "overdue by 2 days", "danger"),
        (-1, "overdue by 1 day", "danger"),
        (0, "due today", "danger"),
        (1, "due in 1 day", "warn"),
        (3, "due in 3 days", "warn"),
        (4, "due in 4 days", "ok"),
    ],
)
def test_days_left(days, words, tone):
    with clock.frozen(NOON):
        due = clock.today() + timedelta(days=days)
        assert (formatting.days_left(due), formatting.due_tone(due)) == (words, tone)


def test_days_left_without_a_date():
    assert (formatting.days_left(None), formatting.due_tone(None)) == ("", "quiet")


def test_days_left_counts_to_the_day_in_india():
    with clock.frozen("2026-11-24T00:10:00+05:30"):
        assert formatting.days_left(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)) == "due today"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=-120), "24-11-2026"),
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=11), "11 hours ago"),
        (timedelta(hours=13), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=31), "24-10-2026"),
    ],
)
def test_ago(before, words):
    with clock.frozen(NOON):
        assert formatting.ago(clock.now() - before) == words


def test_ago_without_a_moment():
    assert formatting.ago(None) == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [("9855012310", "98XXXXXX10"), ("+91 98550 12310", "98XXXXXX10"), ("1234", "XXXX"), ("", ""), (None, "")],
)
def test_a_mobile_number_is_masked(number, shown):
    assert formatting.mask_mobile(number) == shown


@given(st.text(alphabet="0123456789+- ", max_size=20))
def test_never_more_than_four_digits_of_a_mobile_number_are_shown(number):
    assert sum(sign.isdigit() for sign in formatting.mask_mobile(number)) <= 4


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kuldeep Singh", "KS"),
        ("Smt. Harleen Kaur Sekhon", "HS"),
        ("Kuldeep", "K"),
        ("", ""),
        ("ਕੁਲਦੀਪ ਸਿੰਘ", "ਕਸ"),
    ],
)
def test_initials(name, shown):
    assert formatting.initials(name) == shown


@pytest.mark.parametrize(
    ("language", "own", "other"), [("en", "Tapa", "ਤਪਾ"), ("pa", "ਤਪਾ", "Tapa"), ("hi", "तपा", "ਤਪਾ")]
)
def test_the_other_language_stands_beside_the_one_being_read(language, own, other):
    place = Text("Tapa", "ਤਪਾ", "तपा")
    with translation.override(language):
        assert (str(place), formatting.other_language(place)) == (own, other)


def test_there_is_no_other_language_when_both_read_the_same():
    with translation.override("en"):
        assert formatting.other_language(Text("Dhilwan")) == ""
        assert formatting.other_language("plain") == ""
        assert formatting.other_language(None) == ""


def test_a_translatable_string_is_turned_into_the_other_language():
    with translation.override("en"):
        assert formatting.other_language(gettext_lazy("Mobile")) == "ਮੋਬਾਈਲ"
    with translation.override("pa"):
        assert formatting.other_language(gettext_lazy("Mobile")) == "Mobile"
