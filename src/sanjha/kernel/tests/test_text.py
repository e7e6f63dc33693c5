"""Text in three languages, and the hygiene of what people type."""

import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import Text, normalise

TEHSIL = Text("Tehsil", "ਤਹਿਸੀਲ", "तहसील")


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "Tehsil"),
        ("pa", "ਤਹਿਸੀਲ"),
        ("pa-in", "ਤਹਿਸੀਲ"),
        ("hi", "तहसील"),
        ("fr", "Tehsil"),
        ("", "Tehsil"),
    ],
)
def test_a_phrase_comes_in_the_language_asked_for(language, phrase):
    assert TEHSIL.in_language(language) == phrase


def test_what_is_not_translated_comes_in_english():
    assert Text("Tapa").in_language("pa") == "Tapa"


def test_a_phrase_speaks_the_readers_language():
    with translation.override("pa"):
        assert str(TEHSIL) == "ਤਹਿਸੀਲ"
    with translation.override(None):
        assert str(TEHSIL) == "Tehsil"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ram   Lal ", "Ram Lal"),
        ("Ram\tLal", "Ram Lal"),
        ("Ram\u00a0Lal", "Ram Lal"),
        ("Ram\r\nLal", "Ram Lal"),
        ("ਸ\u0a3cਾਮ", "ਸ਼ਾਮ"),
        ("José", "José"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_spaces_and_composed_letters_are_put_in_order(typed, kept):
    assert normalise(typed) == unicodedata.normalize("NFC", kept)


def test_lines_are_kept_where_they_may_be():
    assert normalise(" one \r\n  two  words\rthree\n", multiline=True) == "one\ntwo words\nthree"


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800", "\u2028", "\uffff"],
)
def test_unprintable_characters_are_refused(sign):
    with pytest.raises(DomainError, match="cannot be printed") as refused:
        normalise(f"Ram{sign}Lal", field="name")
    assert (refused.value.field, refused.value.code) == ("name", "control-character")


def test_joiners_that_the_scripts_need_stay():
    assert normalise("ਪ੍ਰ\u200dਕ क्\u200cष") == "ਪ੍ਰ\u200dਕ क्\u200cष"


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=80))
def test_text_once_in_order_stays_as_it_is(typed):
    once = normalise(typed)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
