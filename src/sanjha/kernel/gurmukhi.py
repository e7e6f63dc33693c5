"""Punjabi order without a collation of the store: a key of plain letters that sorts as a dictionary does."""

import unicodedata

# The order of the thirty-five letters and six later ones, as taught: vowel carriers first.
_LETTERS = "ੳਅੲਸਹਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜ"
_NUKTA = {"ਸ਼": "ਸ", "ਖ਼": "ਖ", "ਗ਼": "ਗ", "ਜ਼": "ਜ", "ਫ਼": "ਫ", "ਲ਼": "ਲ"}
_VOWELS = {
    "ਉ": ("ੳ", "ੁ"),
    "ਊ": ("ੳ", "ੂ"),
    "ਓ": ("ੳ", "ੋ"),
    "ਆ": ("ਅ", "ਾ"),
    "ਐ": ("ਅ", "ੈ"),
    "ਔ": ("ਅ", "ੌ"),
    "ਇ": ("ੲ", "ਿ"),
    "ਈ": ("ੲ", "ੀ"),
    "ਏ": ("ੲ", "ੇ"),
}
_SIGNS = "ੱੰਂਃ੍ਾਿੀੁੂੇੈੋੌ"
_LETTER_KEY = {letter: f"{10 + index:02d}" for index, letter in enumerate(_LETTERS)}
_SIGN_KEY = {sign: chr(ord("a") + index) for index, sign in enumerate(_SIGNS)}


def sort_key(text: str) -> str:
    """A string of ASCII whose plain byte order is Punjabi dictionary order; Latin text sorts before Gurmukhi.

    The same on every cluster, whatever its collations (design/stack: no ICU in migrations).
    """
    text = unicodedata.normalize("NFD", text.casefold())
    for composed, base in _NUKTA.items():
        text = text.replace(unicodedata.normalize("NFD", composed), base + "z")
    parts: list[str] = []
    for sign in text:
        if sign in _VOWELS:
            carrier, vowel = _VOWELS[sign]
            parts.append("~" + _LETTER_KEY[carrier] + _SIGN_KEY[vowel])
        elif sign in _LETTER_KEY:
            parts.append("~" + _LETTER_KEY[sign])
        elif sign in _SIGN_KEY:
            parts.append(_SIGN_KEY[sign])
        elif sign.isascii():
            parts.append(sign)
        elif not unicodedata.combining(sign):
            parts.append(f"}}{ord(sign):05x}")
    return "".join(parts)
