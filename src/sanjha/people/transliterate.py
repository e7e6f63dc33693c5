"""A name in the other script: from the dictionary of names first, by rules for unknown ones. A person always confirms.

Nothing here is ever used as it is: spelling is the bearer's own (ਮੱਲ੍ਹੀ or ਮੱਲੀ), and Latin letters do not tell ਤ from ਟ
or a from aa. The likeliest spelling comes first, others follow to choose from.
"""

import csv
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product

from sanjha.people import names
from sanjha.people.spelling import gurmukhi_by_rule, latin_by_rule

MOST = 5
MOST_OF_A_WORD = 4
LONGEST = 99
# What stands before names and between them; known as written only, never by sound.
_TITLES = {
    "sh": "ਸ੍ਰੀ", "shri": "ਸ੍ਰੀ", "sri": "ਸ੍ਰੀ", "smt": "ਸ੍ਰੀਮਤੀ", "shrimati": "ਸ੍ਰੀਮਤੀ", "late": "ਸਵਰਗੀ", "dr": "ਡਾ.",
    "s/o": "ਪੁੱਤਰ", "d/o": "ਪੁੱਤਰੀ", "w/o": "ਪਤਨੀ", "c/o": "ਮਾਰਫ਼ਤ", "h/o": "ਪਤੀ",
}  # fmt: skip
_FILES = ("names_more.csv", "names_first.csv", "names_last.csv")


def suggest_gurmukhi(name: str) -> list[str]:
    """Up to five spellings in Gurmukhi of a name in Latin letters, the likeliest first; none without a letter."""
    return _suggested(name, _gurmukhi_of)


def suggest_latin(name: str) -> list[str]:
    """Up to five spellings in Latin letters of a name in Gurmukhi, the likeliest first; none without a letter."""
    return _suggested(name, _latin_of)


def _suggested(name: str, of_word: Callable[[str], list[str]]) -> list[str]:
    """Word by word; the first spellings of all words together come first, then one other word at a time."""
    plain = unicodedata.normalize("NFC", name[:LONGEST])
    spellings = [found for found in map(of_word, plain.split()) if found]
    if not spellings:
        return []
    ranked = sorted(
        product(*(enumerate(each) for each in spellings)), key=lambda chosen: sum(rank for rank, _ in chosen)
    )
    return list(islice(dict.fromkeys(" ".join(word for _rank, word in chosen) for chosen in ranked), MOST))


@lru_cache(maxsize=5000)
def _gurmukhi_of(typed: str) -> list[str]:
    """A title as it is always written; a known name as the dictionary has it; another one by sound and by rule."""
    if title := _TITLES.get(typed.casefold().rstrip(".")):
        return [title]
    exact, sounding = _dictionary()[0]
    word = _letters(typed).casefold()
    known = [*exact.get(word, ()), *sounding.get(names.strict_key(word), ())]
    found = known if word in exact else [*known, *gurmukhi_by_rule(word)]
    return list(dict.fromkeys(found))[:MOST_OF_A_WORD]


@lru_cache(maxsize=5000)
def _latin_of(typed: str) -> list[str]:
    exact, sounding = _dictionary()[1]
    word = unicodedata.normalize("NFD", _letters(typed))
    known = [*exact.get(word, ()), *sounding.get(names.strict_key(word), ())]
    found = known if word in exact else [*known, *latin_by_rule(word)]
    return list(dict.fromkeys(found))[:MOST_OF_A_WORD]


def _letters(word: str) -> str:
    return "".join(sign for sign in word if unicodedata.category(sign)[0] in "LM")


Spellings = dict[str, list[str]]


@cache
def _dictionary() -> tuple[tuple[Spellings, Spellings], tuple[Spellings, Spellings]]:
    """Latin to Gurmukhi and back, each by exact spelling and by sound."""
    latin: tuple[Spellings, Spellings] = ({}, {})
    gurmukhi: tuple[Spellings, Spellings] = ({}, {})
    for name_en, name_pa in dictionary_pairs():
        for table, key, value in (
            (latin[0], name_en.casefold(), name_pa),
            (latin[1], names.strict_key(name_en), name_pa),
            (gurmukhi[0], unicodedata.normalize("NFD", name_pa), name_en),
            (gurmukhi[1], names.strict_key(name_pa), name_en),
        ):
            known = table.setdefault(key, [])
            if value not in known:
                known.append(value)
    return latin, gurmukhi


def dictionary_pairs() -> Iterable[tuple[str, str]]:
    """Every single-word name of the dictionary in both scripts, the most particular lists first."""
    for file in _FILES:
        with (files("sanjha.people") / "data" / file).open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                latin, gurmukhi = row["name_en"].split(), unicodedata.normalize("NFC", row["name_pa"]).split()
                yield from zip(latin, gurmukhi, strict=True)
