"""Punjabi order in any store."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.gurmukhi import sort_key

ALPHABET = [
    "ੳ",
    "ਅ",
    "ੲ",
    "ਸ",
    "ਹ",
    "ਕ",
    "ਖ",
    "ਗ",
    "ਘ",
    "ਙ",
    "ਚ",
    "ਛ",
    "ਜ",
    "ਝ",
    "ਞ",
    "ਟ",
    "ਠ",
    "ਡ",
    "ਢ",
    "ਣ",
    "ਤ",
    "ਥ",
    "ਦ",
    "ਧ",
    "ਨ",
    "ਪ",
    "ਫ",
    "ਬ",
    "ਭ",
    "ਮ",
    "ਯ",
    "ਰ",
    "ਲ",
    "ਵ",
    "ੜ",
]
gurmukhi = st.text(
    st.characters(min_codepoint=0x0A00, max_codepoint=0x0A7F, exclude_categories=["Cn"]), max_size=12
)

IN_ORDER = [
    # the letters; the carriers with their vowels
    ALPHABET,
    ["ੳ", "ਉ", "ਊ", "ਓ", "ਅ", "ਆ", "ਐ", "ਔ", "ੲ", "ਇ", "ਈ", "ਏ", "ਸ"],
    # a bare consonant before one that bears a vowel, vowels as taught
    ["ਕ", "ਕਸ", "ਕੜ", "ਕ੍ਰ", "ਕਾ", "ਕਿ", "ਕੀ", "ਕੁ", "ਕੂ", "ਕੇ", "ਕੈ", "ਕੋ", "ਕੌ", "ਖ"],
    ["ਅ", "ਅਕ", "ਆ", "ਆਕ"],
    # nukta, tippi, bindi and addak decide only between words otherwise alike
    ["ਸਾਮ", "ਸ਼ਾਮ", "ਸਾਰ"],
    ["ਖਕ", "ਖ਼ਕ", "ਖਗ"],
    ["ਕਗ", "ਕੰਗ", "ਕਘ"],
    ["ਕਕ", "ਕੱਕ", "ਕਖ"],
    ["ਲ", "ਲ਼", "ਵ"],
    # names and places
    ["ਅਮਨਦੀਪ", "ਅੰਮ੍ਰਿਤਪਾਲ", "ਇੰਦਰਜੀਤ", "ਸਤਨਾਮ", "ਸੁਖਵਿੰਦਰ", "ਹਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ", "ਜਸਵੀਰ", "ਬਲਜੀਤ", "ਮਨਪ੍ਰੀਤ"],
    ["ਤਪਾ", "ਧਨੌਲਾ", "ਬਰਨਾਲਾ", "ਭਦੌੜ", "ਮਹਿਲ ਕਲਾਂ"],
    ["ਰਾਮ", "ਰਾਮ ਲਾਲ", "ਰਾਮਪੁਰਾ"],
    # what is not Gurmukhi
    ["12", "barnala", "Tapa", "ਤਪਾ"],
]


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: words[1])
def test_words_stand_in_the_order_of_a_dictionary(words):
    keys = [sort_key(word) for word in words]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(words)


@pytest.mark.django_db
@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: words[1])
def test_the_store_sorts_the_keys_alike(words):
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT word FROM unnest(%s::text[], %s::text[]) AS t(word, key) ORDER BY key COLLATE "C"',
            [words[::-1], [sort_key(word) for word in words[::-1]]],
        )
        assert [word for (word,) in cursor.fetchall()] == words


@pytest.mark.parametrize("letter", ["ਸ਼", "ਖ਼", "ਗ਼", "ਜ਼", "ਫ਼", "ਲ਼"])
def test_a_letter_with_nukta_is_one_however_it_is_written(letter):
    composed, apart = unicodedata.normalize("NFC", letter), unicodedata.normalize("NFD", letter)
    single = {"ਸ਼": "\u0a36", "ਖ਼": "\u0a59", "ਗ਼": "\u0a5a", "ਜ਼": "\u0a5b", "ਫ਼": "\u0a5e", "ਲ਼": "\u0a33"}
    assert sort_key(composed) == sort_key(apart)
    assert sort_key(apart) in {sort_key(sign) for sign in single.values()}


@given(gurmukhi)
def test_spellings_of_the_same_text_have_one_key(text):
    forms = {sort_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {sort_key(text)}


@given(st.text(max_size=20))
def test_a_key_is_plain_ascii_without_control_characters(text):
    key = sort_key(text)
    assert key.isascii()
    assert key == "" or key.isprintable()


def test_case_and_accents_of_latin_do_not_matter():
    assert sort_key("TAPA") == sort_key("tapa")
    assert sort_key("José") == sort_key("jose")


def test_figures_of_both_scripts_count_alike():
    assert sort_key("ਵਾਰਡ ੧੨") == sort_key("ਵਾਰਡ 12")
