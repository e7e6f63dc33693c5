"""Spelling by rule: from Latin letters to Gurmukhi and back, for names that the dictionary does not know."""

import re
import unicodedata
from collections.abc import Iterator

# Parts of which Punjabi names are made; the second begins with a consonant, or is the vowel of -inder.
_FIRST_PARTS = {
    "gur": "ਗੁਰ", "har": "ਹਰ", "man": "ਮਨ", "jas": "ਜਸ", "sukh": "ਸੁਖ", "kul": "ਕੁਲ", "bal": "ਬਲ", "aman": "ਅਮਨ",
    "raj": "ਰਾਜ", "nav": "ਨਵ", "param": "ਪਰਮ", "parm": "ਪਰਮ", "jag": "ਜਗ", "lakh": "ਲਖ", "simran": "ਸਿਮਰਨ",
    "dal": "ਦਲ", "dil": "ਦਿਲ", "ran": "ਰਣ", "karam": "ਕਰਮ", "prabh": "ਪ੍ਰਭ", "love": "ਲਵ", "khush": "ਖ਼ੁਸ਼",
    "roop": "ਰੂਪ", "rup": "ਰੂਪ", "arsh": "ਅਰਸ਼", "amrit": "ਅੰਮ੍ਰਿਤ", "amar": "ਅਮਰ", "inder": "ਇੰਦਰ", "charan": "ਚਰਨ",
    "sat": "ਸਤ", "tej": "ਤੇਜ", "var": "ਵਰ", "kamal": "ਕਮਲ", "kanwal": "ਕੰਵਲ", "kiran": "ਕਿਰਨ", "komal": "ਕੋਮਲ",
    "pawan": "ਪਵਨ", "sarab": "ਸਰਬ", "sharan": "ਸ਼ਰਨ", "veer": "ਵੀਰ", "gagan": "ਗਗਨ", "raman": "ਰਮਨ", "sur": "ਸੁਰ",
    "mal": "ਮਲ", "bhup": "ਭੁਪ", "ram": "ਰਾਮ", "dev": "ਦੇਵ", "akash": "ਆਕਾਸ਼", "ek": "ਏਕ", "pal": "ਪਲ", "par": "ਪਰ",
    "nar": "ਨਰ", "mah": "ਮਹ", "ash": "ਅਸ਼", "bik": "ਬਿਕ", "jog": "ਜੋਗ", "jat": "ਜਤ", "dav": "ਦਵ",
}  # fmt: skip
_SECOND_PARTS = {
    "preet": "ਪ੍ਰੀਤ", "prit": "ਪ੍ਰੀਤ", "jit": "ਜੀਤ", "jeet": "ਜੀਤ", "deep": "ਦੀਪ", "dip": "ਦੀਪ", "meet": "ਮੀਤ",
    "mit": "ਮੀਤ", "winder": "ਵਿੰਦਰ", "vinder": "ਵਿੰਦਰ", "inder": "ਿੰਦਰ", "ender": "ਿੰਦਰ", "dev": "ਦੇਵ",
    "kirat": "ਕੀਰਤ", "noor": "ਨੂਰ", "leen": "ਲੀਨ", "pal": "ਪਾਲ", "bir": "ਬੀਰ", "vir": "ਵੀਰ", "veer": "ਵੀਰ",
    "want": "ਵੰਤ", "jot": "ਜੋਤ", "roop": "ਰੂਪ", "nam": "ਨਾਮ", "raj": "ਰਾਜ", "neet": "ਨੀਤ",
    "lal": "ਲਾਲ", "das": "ਦਾਸ", "chand": "ਚੰਦ", "tar": "ਤਾਰ", "bans": "ਬੰਸ", "dial": "ਦਿਆਲ", "kit": "ਕੀਤ",
    "keet": "ਕੀਤ", "charan": "ਚਰਨ", "bhajan": "ਭਜਨ", "sharan": "ਸ਼ਰਨ", "simran": "ਸਿਮਰਨ", "ratan": "ਰਤਨ",
    "mohan": "ਮੋਹਨ", "kamal": "ਕਮਲ",
}  # fmt: skip

_CONSONANTS = {
    "chh": "ਛ", "kh": "ਖ", "gh": "ਘ", "ch": "ਚ", "jh": "ਝ", "th": "ਥ", "dh": "ਧ", "bh": "ਭ", "ph": "ਫ", "sh": "ਸ਼",
    "b": "ਬ", "c": "ਕ", "d": "ਦ", "f": "ਫ਼", "g": "ਗ", "h": "ਹ", "j": "ਜ", "k": "ਕ", "l": "ਲ", "m": "ਮ", "n": "ਨ",
    "p": "ਪ", "q": "ਕ", "r": "ਰ", "s": "ਸ", "t": "ਤ", "v": "ਵ", "w": "ਵ", "x": "ਕਸ", "y": "ਯ", "z": "ਜ਼",
}  # fmt: skip
# Vowel: sign after a consonant, letter by itself.
_VOWELS = {
    "aa": ("ਾ", "ਆ"), "ai": ("ੈ", "ਐ"), "au": ("ੌ", "ਔ"), "ee": ("ੀ", "ਈ"), "oo": ("ੂ", "ਊ"), "ou": ("ੌ", "ਔ"),
    "a": ("", "ਅ"), "i": ("ਿ", "ਇ"), "u": ("ੁ", "ਉ"), "e": ("ੇ", "ਏ"), "o": ("ੋ", "ਓ"),
}  # fmt: skip
_AT_THE_END = {"a": ("ਾ", "ਆ"), "i": ("ੀ", "ਈ"), "u": ("ੂ", "ਊ"), "ay": ("ੇ", "ਏ")}
_DOUBLED = {"a": "aa", "i": "ee", "u": "oo"}
_SOUND = re.compile("|".join(sorted([*_CONSONANTS, *_VOWELS, r"ay$"], key=len, reverse=True)))
_TIPPI, _BINDI, _ADDAK, _HALANT = "ੰ", "ਂ", "ੱ", "੍"
_NASAL_BEFORE = frozenset("ਕਖਗਘਚਛਜਝਟਠਡਢਤਥਦਧਸ")
_LABIAL = frozenset("ਪਫਬਭ")
_JOINS_R = frozenset("ਪਕਤਦਬਗਭਧਸ਼")
_TIPPI_AFTER = frozenset({"", "ਿ", "ੁ", "ੂ"})
_RESPELLED = (
    (re.compile(r"(?<=[dt])er$"), "r"),
    (re.compile(r"ow(?![aeiou])"), "au"),
    (re.compile(r"(?<=[^aeiou])y$"), "i"),
    (re.compile(r"iya$"), "ia"),
    (re.compile(r"jy"), "j"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"tch"), "ch"),
)


def gurmukhi_by_rule(word: str) -> list[str]:
    """Spellings of one word in Latin letters: from the parts of names, then letter by letter with longer vowels."""
    word = "".join(sign for sign in word.casefold() if "a" <= sign <= "z")
    for pattern, respelling in _RESPELLED:
        word = pattern.sub(respelling, word)
    sounds = _SOUND.findall(word)
    if not sounds:
        return []
    found = [*_of_parts(word), _spelt(sounds)]
    found += [
        _spelt([*sounds[:place], _DOUBLED[sounds[place]], *sounds[place + 1 :]])
        for place in reversed(range(len(sounds)))
        if sounds[place] in _DOUBLED
    ]
    return list(dict.fromkeys(found))


def _of_parts(word: str) -> Iterator[str]:
    for first, spelt in _FIRST_PARTS.items():
        second = _SECOND_PARTS.get(word.removeprefix(first)) if word.startswith(first) else None
        if second:
            yield spelt + second


def _spelt(sounds: list[str]) -> str:
    letters: list[str] = []
    previous = ""
    for place, sound in enumerate(sounds):
        following = sounds[place + 1] if place + 1 < len(sounds) else ""
        if sound in _CONSONANTS:
            letters.append(_consonant(sound, previous, following, is_second=place == 1))
        elif sound == "a" and previous in _VOWELS:
            letters.append("ਆ")
        else:
            forms = _AT_THE_END.get(sound) if not following else None
            sign, letter = forms or _VOWELS[sound.replace("ay", "ai")]
            letters.append(sign if previous in _CONSONANTS else letter)
        previous = sound
    return "".join(letters)


def _consonant(sound: str, previous: str, following: str, *, is_second: bool) -> str:
    """The letter, or the sign that stands for it: doubled, nasal before another consonant, r joined below."""
    letter = _CONSONANTS[sound]
    next_letter = _CONSONANTS.get(following, "")
    if next_letter and following.startswith(sound):
        return _TIPPI if sound in "mn" else _ADDAK
    if previous in _VOWELS and (
        (sound == "n" and next_letter in _NASAL_BEFORE) or (sound == "m" and next_letter in _LABIAL)
    ):
        return _TIPPI if _VOWELS[previous][0] in _TIPPI_AFTER else _BINDI
    if sound == "r" and is_second and _CONSONANTS.get(previous) in _JOINS_R and following in _VOWELS:
        return _HALANT + letter
    return letter


_LATIN_CONSONANTS = {
    "ਕ": "k", "ਖ": "kh", "ਗ": "g", "ਘ": "gh", "ਙ": "ng", "ਚ": "ch", "ਛ": "chh", "ਜ": "j", "ਝ": "jh", "ਞ": "n",
    "ਟ": "t", "ਠ": "th", "ਡ": "d", "ਢ": "dh", "ਣ": "n", "ਤ": "t", "ਥ": "th", "ਦ": "d", "ਧ": "dh", "ਨ": "n",
    "ਪ": "p", "ਫ": "ph", "ਬ": "b", "ਭ": "bh", "ਮ": "m", "ਯ": "y", "ਰ": "r", "ਲ": "l", "ਵ": "v", "ੜ": "r",
    "ਸ": "s", "ਹ": "h", "ਸ਼": "sh", "ਖ਼": "kh", "ਗ਼": "g", "ਜ਼": "z", "ਫ਼": "f", "ਲ਼": "l",
}  # fmt: skip
_LATIN_VOWELS = {
    "ਾ": "a", "ਿ": "i", "ੀ": "ee", "ੁ": "u", "ੂ": "oo", "ੇ": "e", "ੈ": "ai", "ੋ": "o", "ੌ": "au",
    "ਅ": "a", "ਆ": "a", "ਇ": "i", "ਈ": "ee", "ਉ": "u", "ਊ": "oo", "ਏ": "e", "ਐ": "ai", "ਓ": "o", "ਔ": "au",
}  # fmt: skip
_LETTER = re.compile("[\u0a15-\u0a39\u0a5c]\u0a3c?|.")


def latin_by_rule(word: str) -> list[str]:
    """Spellings of one word in Gurmukhi; the unwritten a is left out at the end and before a written vowel."""
    signs = _LETTER.findall(unicodedata.normalize("NFD", word))
    spelt: list[str] = []
    heard_vowel = False
    for place, sign in enumerate(signs):
        following = signs[place + 1] if place + 1 < len(signs) else ""
        if sign in _LATIN_CONSONANTS:
            spelt.append(_LATIN_CONSONANTS[sign])
            written = following in _LATIN_VOWELS or following == _HALANT
            if not written and following and not (heard_vowel and _opens(signs[place + 1 :])):
                spelt.append("a")
                heard_vowel = True
            elif not written:
                heard_vowel = False
        elif sign in _LATIN_VOWELS:
            spelt.append(_LATIN_VOWELS[sign])
            heard_vowel = True
        elif sign in "ੰਂਁ":
            spelt.append("m" if following in _LABIAL else "n")
    latin = re.sub(r"n(?=[nm])", "", "".join(spelt))
    latin = re.sub(r"nda?r$", "nder", latin)
    ended = re.sub(r"ee$", "i", re.sub(r"oo$", "u", latin))
    found = [ended, re.sub(r"ee(?=t$)", "i", ended), ended.replace("v", "w")]
    return [each.capitalize() for each in dict.fromkeys(found) if each]


def _opens(rest: list[str]) -> bool:
    """Whether what follows is a consonant with a vowel of its own: then the a before it is not said (ਗੁਰਮੀਤ)."""
    return len(rest) > 1 and rest[0] in _LATIN_CONSONANTS and (rest[1] in _LATIN_VOWELS or rest[1] in "ੰਂ")
