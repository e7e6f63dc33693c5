"""Names across scripts and spellings: one phonetic key for Gurmeet, Gurmit, ਗੁਰਮੀਤ and गुरमीत.

All scripts are folded to the same row of sound classes. The rules follow how Punjabi names are written in Latin
letters in office registers:

1. Aspiration, retroflexion and doubling are not told apart in Latin spelling: k kh q -> K, g gh -> G, t th -> T,
   d dh -> D, b bh -> B, j jh z -> J, f ph -> F, r and the flapped r -> R, v w -> V.
2. s, sh and chh are one class S (Shinder and Chhinder are one name); ch stays C (Cheema is not Seema).
3. Vowels fall in three classes: front (i, ee, e, ai, y) -> I, back (u, oo, o, au) -> U; a and aa are spelt alike in
   Latin and dropped, but stand as A where a word begins or ends with them.
4. A nasal sign is N, not heard before N and M; N before P and B is M (Kamboj, ਕੰਬੋਜ).
5. An inner h swallows the vowels beside it (Mohinder, Mahinder, ਮਹਿੰਦਰ); after l, n, r and m it is silent (Malhi).
6. The written e of -der and -ter is no vowel (Rajinder, ਰਾਜਿੰਦਰ).

`strict_key` keeps the vowel classes. `loose_key` drops them in words of three consonants and more, hears v as b and ch
as s and forgets an inner h, so that Devinder and Davinder, Rajvir and Rajbir meet. A search accepts either and ranks
the strict one first.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

# The digits 1, 2, 3 are the vowel classes A, I, U and 0 the unwritten a, until it is known where in the word they stand.
_LATIN = {
    "chh": "S", "tch": "C", "chr": "KR", "ksh": "KS",
    "ch": "C", "sh": "S", "kh": "K", "gh": "G", "jh": "J", "th": "T", "dh": "D", "bh": "B", "ph": "F", "zh": "J",
    "ck": "K", "jy": "J", "lh": "L", "rh": "R", "nh": "N", "mh": "M", "ai": "2", "au": "3",
    "a": "1", "e": "2", "i": "2", "y": "2", "o": "3", "u": "3",
    "b": "B", "c": "K", "d": "D", "f": "F", "g": "G", "h": "H", "j": "J", "k": "K", "l": "L", "m": "M", "n": "N",
    "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "v": "V", "w": "V", "x": "KS", "z": "J",
}  # fmt: skip
_LATIN_SOUND = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_RESPELLED = (
    (re.compile(r"(?<=[dt])er(?![aeiou])"), "r"),
    (re.compile(r"ow(?![aeiou])"), "au"),
    (re.compile(r"^love(?=.)"), "lav"),
    (re.compile(r"c(?=[eiy])"), "s"),
)
# Names whose Latin spelling is English or hides the sound, and abbreviations: respelt as they are said.
_IRREGULAR = {
    "daniel": "dainial", "george": "jaarj", "john": "jaun", "khaira": "khahira", "major": "mejar", "mary": "mairi",
    "verma": "varma", "begum": "begam", "mohammed": "mohammad", "md": "mohammad", "mohd": "mohammad", "kr": "kumar",
}  # fmt: skip

_CONSONANTS = {
    "ਕ": "K", "ਖ": "K", "ਗ": "G", "ਘ": "G", "ਙ": "N", "ਚ": "C", "ਛ": "S", "ਜ": "J", "ਝ": "J", "ਞ": "N",
    "ਟ": "T", "ਠ": "T", "ਡ": "D", "ਢ": "D", "ਣ": "N", "ਤ": "T", "ਥ": "T", "ਦ": "D", "ਧ": "D", "ਨ": "N",
    "ਪ": "P", "ਫ": "F", "ਬ": "B", "ਭ": "B", "ਮ": "M", "ਯ": "2", "ਰ": "R", "ਲ": "L", "ਵ": "V", "ੜ": "R",
    "ਸ": "S", "ਹ": "H",
}  # fmt: skip
_VOWELS = {
    "ਅ": "1", "ਆ": "1", "ਇ": "2", "ਈ": "2", "ਏ": "2", "ਐ": "2", "ਉ": "3", "ਊ": "3", "ਓ": "3", "ਔ": "3",
    "ਾ": "1", "ਿ": "2", "ੀ": "2", "ੇ": "2", "ੈ": "2", "ੁ": "3", "ੂ": "3", "ੋ": "3", "ੌ": "3", "ੵ": "2",
}  # fmt: skip
_NASALS = frozenset("ਁਂੰ")
_HALANT = "੍"
_SHORT_AFTER_FINAL_H = re.compile("ਹ[ਿੁ]$")
# Devanagari lies 0x100 below Gurmukhi sign by sign; these signs have no sister there.
_DEVANAGARI = {"ज्ञ": "गि", "ऋ": "रि", "ृ": "्रि", "ष": "स", "ऑ": "औ", "ॉ": "ो", "ऍ": "ऐ", "ॅ": "ै"}

_TITLES = frozenset({
    "sh", "shri", "sri", "smt", "shrimati", "kumari", "km", "miss", "mr", "mrs", "ms", "dr",
    "prof", "er", "adv", "late", "lt", "s", "sardar", "sardarni", "bibi",
    "ਸ੍ਰੀ", "ਸ੍ਰੀਮਤੀ", "ਕੁਮਾਰੀ", "ਸ", "ਸਰਦਾਰ", "ਸਰਦਾਰਨੀ", "ਬੀਬੀ", "ਡਾ", "ਸਵ", "ਸਵਰਗੀ",
    "श्री", "श्रीमती", "कुमारी", "सरदार", "डॉ", "स्व", "स्वर्गीय",
})  # fmt: skip


def words(name: str) -> list[str]:
    """The words of a name in lower case, without points and without the title before it (Sh., Smt., ਸ੍ਰੀ)."""
    plain = unicodedata.normalize("NFC", name).casefold().replace("'", "").replace("’", "")
    found = "".join(sign if unicodedata.category(sign)[0] in "LM" else " " for sign in plain).split()
    while len(found) > 1 and _untitled(found[0]) in _TITLES:
        found = found[1:]
    return found


def _untitled(word: str) -> str:
    return word.replace("ਸ਼੍ਰੀ", "ਸ੍ਰੀ")


@lru_cache(maxsize=50_000)
def strict_key(word: str) -> str:
    """The sound classes of one word, vowel classes included ("gurmeet", "ਗੁਰਮੀਤ" -> "GURMIT"); "" for no known letter."""
    return _settled(_sounds(word))


def loose_key(word: str) -> str:
    """What remains of a word misspelt: the consonants alone, v as b, ch as s, no inner h; marked by "~".

    A word of fewer than three consonants keeps its vowels, for the rest of it would fit too many names.
    """
    key = strict_key(word)
    if not key:
        return ""
    worn = key[0] + key[1:].replace("H", "")
    if len(re.sub("[AIU]", "", worn)) >= 3:
        worn = ("A" if worn[0] in "IU" else worn[0]) + re.sub("[AIU]", "", worn[1:])
    return "~" + worn.translate(_WORN)


def search_keys(*names: str) -> list[str]:
    """All keys under which somebody of these names (one person, several scripts) is found, in order, each once.

    Neighbouring words are also folded as one word, so that "Gur Preet" and "Gurpreet" meet.
    """
    keys: set[str] = set()
    for name in names:
        parts = words(name)
        joined = [first + second for first, second in pairwise(parts)]
        for word in parts + joined:
            keys.update((strict_key(word), loose_key(word)))
    return sorted(keys - {""})


def _sounds(word: str) -> str:
    word = unicodedata.normalize("NFKD", word.casefold())
    if any("\u0900" <= sign <= "\u097f" for sign in word):
        word = _to_gurmukhi(word)
    if any("\u0a00" <= sign <= "\u0a7f" for sign in word):
        return _gurmukhi_sounds(word)
    return _latin_sounds(word)


def _to_gurmukhi(word: str) -> str:
    for sign, sister in _DEVANAGARI.items():
        word = word.replace(sign, sister)
    return "".join(chr(ord(sign) + 0x100) if "\u0901" <= sign <= "\u094d" else sign for sign in word)


def _latin_sounds(word: str) -> str:
    word = "".join(sign for sign in word if "a" <= sign <= "z")
    word = _IRREGULAR.get(word, word)
    for pattern, respelling in _RESPELLED:
        word = pattern.sub(respelling, word)
    return "".join(_LATIN[found] for found in _LATIN_SOUND.findall(word))


def _gurmukhi_sounds(word: str) -> str:
    word = _SHORT_AFTER_FINAL_H.sub("ਹ", word)
    sounds: list[str] = []
    for sign, following in zip(word, word[1:] + " ", strict=True):
        if sign in _CONSONANTS:
            sounds.append(_CONSONANTS[sign])
            if following not in _VOWELS and following not in (_HALANT, "਼"):
                sounds.append("0")
        elif sign == "਼" and following not in _VOWELS and following != _HALANT:
            sounds.append("0")
        elif sign in _VOWELS:
            sounds.append(_VOWELS[sign])
        elif sign in _NASALS:
            sounds.append("n")
    return "".join(sounds)


# What is written but not heard, in this order. Lower-case n is a nasal sign.
_UNHEARD = (
    (re.compile(r"nH"), "NG"),
    (re.compile(r"n0?(?=[NM])"), ""),
    (re.compile(r"n"), "N"),
    (re.compile(r"([A-Z])\1+"), r"\1"),
    (re.compile(r"(?<=.)([LNRM])0?H"), r"\1"),
    (re.compile(r"(?<=[A-Z])[0-3]+(?=H)"), ""),
    (re.compile(r"(?<=.H)[0-3]+(?=[A-Z])"), ""),
    (re.compile(r"0"), ""),
    (re.compile(r"(?<=.)1+(?=.)"), ""),
    (re.compile(r"([1-3])\1+"), r"\1"),
    (re.compile(r"N(?=[PB])"), "M"),
)
_WORN = str.maketrans("VC", "BS")
_VOWEL_LETTERS = str.maketrans("123", "AIU")


def _settled(sounds: str) -> str:
    for pattern, heard in _UNHEARD:
        sounds = pattern.sub(heard, sounds)
    return sounds.translate(_VOWEL_LETTERS)


COMMON_WORDS = ("singh", "kaur", "kumar", "kumari", "devi", "rani", "lal", "ram")
COMMON_KEYS = frozenset(map(strict_key, COMMON_WORDS))
"""Keys of names that every second person bears: they rank a match but do not select it."""
