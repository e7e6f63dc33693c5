"""Punjabi order without a collation of the store: a key of ASCII that sorts as a dictionary does."""

import unicodedata

# The thirty-five letters and ੜ as taught, the vowel carriers each with the vowels they bear.
_LETTERS = "ੳਉਊਓਅਆਐਔੲਇਈਏਸਹਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜ"
# A bare consonant goes before one that bears a vowel: ਕ, ਕਸ, ਕ੍ਰ, ਕਾ, ਕਿ ...
_SIGNS = "੍ਾਿੀੁੂੇੈੋੌ"
_PRIMARY = {sign: "~" + chr(ord("A") + index) for index, sign in enumerate(_LETTERS + _SIGNS)}
# These decide only between words that are otherwise spelt alike: ਸ before ਸ਼, ਕਗ before ਕੰਗ.
_MARKS = {mark: chr(ord("a") + index) for index, mark in enumerate("਼ਃੰਂਁੱ")}
_DIGITS = {chr(0x0A66 + value): str(value) for value in range(10)}
_END = " "
_SPACE = "!"


def sort_key(text: str) -> str:
    """A string of ASCII whose plain byte order is Punjabi dictionary order; Latin text sorts before Gurmukhi.

    Spellings of the same text (composed or not, upper or lower case) have the same key. The order is that of the
    Unicode collation for Punjabi, without need of it: it is the same in every store (column collation "C").
    """
    primary: list[str] = []
    secondary: list[str] = []
    for sign in unicodedata.normalize("NFD", text.casefold()):
        if sign in _MARKS:
            secondary.append(_MARKS[sign])
        elif letter := _letter(sign):
            primary.append(letter)
            secondary.append("0")
    marks = "".join(secondary).rstrip("0")
    return "".join(primary) + (_END + marks if marks else "")


def _letter(sign: str) -> str:
    if sign in _PRIMARY:
        return _PRIMARY[sign]
    if sign.isspace():
        return _SPACE
    if sign in _DIGITS:
        return _DIGITS[sign]
    if sign.isascii():
        return sign if sign.isprintable() else ""
    if unicodedata.category(sign) in {"Mn", "Cf", "Cc"}:
        return ""
    return f"}}{ord(sign):05x}"
