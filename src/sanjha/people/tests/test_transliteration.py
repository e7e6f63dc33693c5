"""Suggestions in the other script: the dictionary first, then rules; never used unconfirmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.people import contract, names
from sanjha.people.spelling import gurmukhi_by_rule, latin_by_rule
from sanjha.people.transliterate import MOST, dictionary_pairs, suggest_gurmukhi, suggest_latin

PAIRS = list(dict.fromkeys(dictionary_pairs()))


def test_every_name_of_the_dictionary_comes_first():
    assert len(PAIRS) > 480
    assert [pair for pair in PAIRS if suggest_gurmukhi(pair[0])[:1] != [pair[1]]] == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Gurmit Singh", "ਗੁਰਮੀਤ ਸਿੰਘ"),
        ("MANPREET  kaur", "ਮਨਪ੍ਰੀਤ ਕੌਰ"),
        ("Smt. Harbans Kaur", "ਸ੍ਰੀਮਤੀ ਹਰਬੰਸ ਕੌਰ"),
        ("S/o Karnail Singh", "ਪੁੱਤਰ ਕਰਨੈਲ ਸਿੰਘ"),
        ("Late Sh. Ram Lal", "ਸਵਰਗੀ ਸ੍ਰੀ ਰਾਮ ਲਾਲ"),
        ("Satpreet", "ਸਤਪ੍ਰੀਤ"),
        ("Tejbir", "ਤੇਜਬੀਰ"),
        ("Gur-preet", "ਗੁਰਪ੍ਰੀਤ"),
    ],
)
def test_names_are_suggested(typed, first):
    assert suggest_gurmukhi(typed)[0] == first
    assert contract.suggest_gurmukhi(name=typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("Hakamdeep", "ਹਾਕਮਦੀਪ"),
        ("Sandha", "ਸੰਧਾ"),
        ("Bhagat", "ਭਗਤ"),
        ("Prito", "ਪ੍ਰੀਤੋ"),
        ("Kambala", "ਕੰਬਲਾ"),
        ("Biru", "ਬੀਰੂ"),
    ],
)
def test_unknown_names_are_spelt_by_rule(typed, among):
    assert among in suggest_gurmukhi(typed)


@pytest.mark.parametrize("typed", ["", " ", "123", "!?", "<>"])
def test_nothing_to_spell(typed):
    assert suggest_gurmukhi(typed) == []
    assert suggest_latin(typed) == []


@pytest.mark.parametrize(
    ("typed", "first"), [("ਮਨਪ੍ਰੀਤ ਕੌਰ", "Manpreet Kaur"), ("ਗੁਰਚਰਨ ਸਿੰਘ", "Gurcharan Singh"), ("ਸ਼ੇਰਾ", "Shera")]
)
def test_latin_letters_are_suggested(typed, first):
    assert suggest_latin(typed)[0] == first


def test_how_well_the_rules_alone_do():
    """Measured 65 % at the first place and 82 % among four: a suggestion to choose from, never an answer."""
    first = sum(gurmukhi_by_rule(latin)[:1] == [gurmukhi] for latin, gurmukhi in PAIRS)
    among = sum(gurmukhi in gurmukhi_by_rule(latin)[:4] for latin, gurmukhi in PAIRS)
    assert first / len(PAIRS) > 0.60
    assert among / len(PAIRS) > 0.78


@given(st.text("abcdefghijklmnopqrstuvwxyz ", max_size=40))
def test_suggestions_are_gurmukhi_few_and_each_once(typed):
    found = suggest_gurmukhi(typed)
    assert len(found) <= MOST
    assert len(found) == len(set(found))
    assert all("\u0a00" <= sign <= "\u0a7f" or sign in " ." for name in found for sign in name)


@given(st.text(max_size=200))
def test_any_text_is_taken(typed):
    for suggestions in (suggest_gurmukhi(typed), suggest_latin(typed)):
        assert len(suggestions) <= MOST


@given(st.sampled_from([latin for latin, _gurmukhi in PAIRS]))
def test_a_spelling_by_rule_sounds_like_the_name(latin):
    by_rule = gurmukhi_by_rule(latin)[0]
    assert names.loose_key(by_rule)[:2] == names.loose_key(latin.casefold())[:2] or latin in (
        "John",
        "George",
        "Yaqub",
    )


@given(st.text("".join(chr(sign) for sign in range(0x0A01, 0x0A76)), max_size=20))
def test_any_gurmukhi_gives_latin_letters(word):
    assert all(each.isascii() for each in latin_by_rule(word))
