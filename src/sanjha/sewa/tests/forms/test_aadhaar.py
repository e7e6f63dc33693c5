"""A full Aadhaar number comes in, and never out again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import verhoeff

from sanjha.sewa.forms.aadhaar import holds_full_number, is_full_number, last_four, scrub
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.tests.forms.factories import AADHAAR, application, context, income_certificate

DIGITS = st.text("0123456789", min_size=10, max_size=10)


@st.composite
def numbers(draw):
    body = draw(st.sampled_from("23456789")) + draw(DIGITS)
    number = body + verhoeff.calc_check_digit(body)
    return number if is_full_number(number) else AADHAAR


@given(numbers(), st.sampled_from(["", " ", "-", "."]))
def test_a_full_number_is_recognised_and_masked_in_whatever_grouping(number, separator):
    written = separator.join((number[:4], number[4:8], number[8:]))
    assert holds_full_number(f"No. {written}, please")
    assert last_four(written) == number[-4:]
    masked = scrub({"a": [f"No. {written}, please", {"b": written}], "c": int(number)})
    assert number not in json.dumps(masked).replace(separator or "~", "")
    assert masked["a"][0] == f"No. XXXXXXXX{number[-4:]}, please"
    assert masked["c"] == f"XXXXXXXX{number[-4:]}"


@given(numbers())
def test_digits_of_other_scripts_are_seen_through(number):
    gurmukhi = number.translate({ord(str(digit)): chr(0x0A66 + digit) for digit in range(10)})
    assert holds_full_number(gurmukhi)
    assert gurmukhi not in scrub(gurmukhi)


@pytest.mark.parametrize(
    "text",
    ["234567890123", "2345 6789 012", "123456789012", "2345678901245", "9814012345", "", "XXXXXXXX0124"],
)
def test_other_digits_are_left_alone(text):
    assert not holds_full_number(text)
    assert scrub(text) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_scrubbing_keeps_everything_else(data):  # fmt: skip
    assert scrub(scrub(data)) == scrub(data)
    if "X" * 8 not in json.dumps(scrub(data)):
        assert json.dumps(scrub(data)) == json.dumps(data)


def test_the_number_is_nowhere_in_what_is_kept_told_or_shown():
    data = application()
    data["applicant"]["identity"] = {"type": "AADHAAR", "number": "2345 6789 0124"}
    form = income_certificate().form

    result = validate(form, data, context())
    assert result.ok
    assert result.cleaned["applicant"]["identity"] == {"type": "AADHAAR", "last4": "0124"}
    shown = bind(form, data, context=context(), errors=result.errors)
    for secret in ("2345 6789 0124", AADHAAR, "23456789"):
        assert secret not in repr(result)
        assert secret not in repr(shown)
    assert "XXXXXXXX0124" in repr(shown)


@pytest.mark.parametrize("path", ["street", "house", "post_office"])
def test_a_text_field_does_not_take_a_full_number(path):
    data = application()
    data["applicant"]["address"][path] = f"UID {AADHAAR}"
    result = validate(income_certificate().form, data, context())
    assert [(error.path, error.code) for error in result.errors] == [
        (f"applicant.address.{path}", "aadhaar-in-text")
    ]
    assert AADHAAR not in repr(result)


def test_an_unknown_key_cannot_smuggle_a_number_into_an_error():
    data = application(**{AADHAAR: "x", f"a{AADHAAR}": AADHAAR})
    result = validate(income_certificate().form, data, context(strict=False))
    assert AADHAAR not in repr(result.cleaned)
    assert AADHAAR not in str(result.notices)
