"""Rupees: what people type, how amounts are grouped, and their words in three languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.errors import DomainError
from sanjha.kernel.money import LARGEST, format_inr, group_indian, in_words, rupees

amounts = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,25,000", "125000.00"),
        ("125000", "125000.00"),
        ("125,000", "125000.00"),
        ("₹ 75/-", "75.00"),
        ("Rs. 1,00,000.50", "100000.50"),
        ("rs 10", "10.00"),
        ("INR 10.5", "10.50"),
        ("  0 ", "0.00"),
        ("-1,000", "-1000.00"),
        ("007", "7.00"),
        ("1,00,00,000", "10000000.00"),
        (75, "75.00"),
        (Decimal("12.30"), "12.30"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, amount):
    assert str(rupees(typed)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "abc", "1,25,00", "1,,000", ",100", "1,2,3", "1,00,0000", "1.234", "1.", ".5", "1e5", "1 000", "--5",
        "₹", "75/- only", "１２", "NaN", "Infinity", "1\n2", "<b>5</b>", "10\x00", "12,34,567,89",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_and_names_the_field(typed):
    with pytest.raises(DomainError, match="amount in rupees") as refused:
        rupees(typed, field="income")
    assert (refused.value.field, refused.value.code) == ("income", "amount")


@pytest.mark.parametrize("typed", ["100000000000000", "-100000000000000", "9" * 40])
def test_an_amount_too_large_is_refused(typed):
    with pytest.raises(DomainError, match="too large"):
        rupees(typed)


@given(amounts)
def test_what_is_shown_can_be_typed_again(amount):
    assert rupees(format_inr(amount)) == amount


def by_brute_force(digits: str) -> str:
    """Walk from the right: a comma before the fourth digit, then before every second one."""
    shown = ""
    for count, digit in enumerate(reversed(digits)):
        if count == 3 or (count > 3 and count % 2):
            shown = "," + shown
        shown = digit + shown
    return shown


@given(st.integers(0, 10**20))
def test_grouping_is_as_by_brute_force(number):
    assert group_indian(str(number)) == by_brute_force(str(number))


@pytest.mark.parametrize(
    ("amount", "paise", "shown"),
    [
        (Decimal(125000), True, "1,25,000.00"),
        (Decimal(125000), False, "1,25,000"),
        (Decimal("-12345678.9"), True, "-1,23,45,678.90"),
        (Decimal("0.5"), False, "0"),
        (Decimal("1.5"), False, "2"),
        (Decimal("-0.4"), False, "0"),
        (999, True, "999.00"),
        (0, False, "0"),
    ],
)
def test_an_amount_is_shown_with_indian_groups(amount, paise, shown):
    assert format_inr(amount, paise=paise) == shown


@pytest.mark.parametrize("language", ["en", "pa", "hi"])
def test_no_two_numbers_share_their_words(language):
    words = [in_words(number, language) for number in range(10_000)]
    assert len(set(words)) == 10_000
    assert not any("  " in phrase or phrase != phrase.strip() or "_" in phrase for phrase in words)


@given(
    st.sampled_from(["en", "pa", "hi"]),
    st.lists(st.integers(0, int(LARGEST)), min_size=2, max_size=8, unique=True),
)
def test_large_numbers_differ_in_words_too(language, numbers):
    assert len({in_words(number, language) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        (0, "en", "zero"),
        (15, "en", "fifteen"),
        (42, "en", "forty-two"),
        (125000, "en", "one lakh twenty-five thousand"),
        (Decimal("1050.05"), "en", "one thousand fifty and five paise"),
        (10**7, "en", "one crore"),
        (10**12, "en", "one lakh crore"),
        (1100, "pa", "ਇੱਕ ਹਜ਼ਾਰ ਇੱਕ ਸੌ"),
        (125000, "pa", "ਇੱਕ ਲੱਖ ਪੱਚੀ ਹਜ਼ਾਰ"),
        (49, "pa", "ਉਣੰਜਾ"),
        (55, "pa", "ਪਚਵੰਜਾ"),
        (99, "pa", "ਨੜਿੰਨਵੇਂ"),
        (Decimal("10.50"), "pa", "ਦਸ ਅਤੇ ਪੰਜਾਹ ਪੈਸੇ"),
        (125000, "hi", "एक लाख पच्चीस हज़ार"),
        (39, "hi", "उनतालीस"),
        (79, "hi", "उनासी"),
        (89, "hi", "नवासी"),
        (99, "hi", "निन्यानवे"),
    ],
)
def test_words_checked_by_hand(amount, language, words):
    assert in_words(amount, language) == words


@pytest.mark.parametrize(
    ("language", "first", "last"), [("pa", "\u0a00", "\u0a7f"), ("hi", "\u0900", "\u097f")]
)
def test_the_hundred_words_are_in_one_script(language, first, last):
    assert all(first <= sign <= last for number in range(100) for sign in in_words(number, language))


def test_less_than_zero_has_no_words():
    with pytest.raises(ValueError, match="zero or more"):
        in_words(-1)
