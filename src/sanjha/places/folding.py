"""How names of places are compared: one form for all spellings of a word, in any script of the state.

`fold` forgets what a hurried typist forgets (case, accents, the nukta, the addak, which nasal sign). `skeleton` keeps
only the row of consonants, the same for ਖੁੱਡੀ, खुड्डी, Khuddi and Khudi, so that a village without a recorded Gurmukhi
name is found by Gurmukhi typing, and Mehal by typing Mahal.
"""

import re
import unicodedata

_DROPPED = frozenset("\u0a3c\u093c\u0a71\u200c\u200d")
_NASALS = {"\u0a70": "\u0a02", "\u0901": "\u0902", "\u0a01": "\u0a02"}
_GURMUKHI = dict(
    zip(
        "ਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਰਲਵੜਸਹਂ",
        "kkggnccjjnttddnttddnppbbmrlbrshn",
        strict=True,
    )
)
_LATIN = {
    "f": "p", "v": "b", "w": "b", "z": "j", "q": "k", "x": "ks",
    "b": "b", "c": "c", "d": "d", "g": "g", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p",
    "r": "r", "s": "s", "t": "t",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_DEVANAGARI_SSA = "\u0937"
SHORTEST_SKELETON = 2


def fold(text: str) -> str:
    """Lower case, plain letters and digits, single spaces between words; Gurmukhi and Devanagari keep their signs."""
    out: list[str] = []
    for sign in unicodedata.normalize("NFKD", text).casefold():
        if sign in _DROPPED:
            continue
        digit = unicodedata.digit(sign, None)
        if digit is not None:
            out.append(str(digit))
        elif _is_indic(sign) and (sign.isalpha() or unicodedata.category(sign) in {"Mn", "Mc"}):
            out.append(_NASALS.get(sign, sign))
        elif not unicodedata.combining(sign):
            out.append(sign if sign.isalnum() else " ")
    return " ".join("".join(out).split())


def skeleton(word: str) -> str:
    """The consonants of one folded word in Latin letters; empty when fewer than two sounds remain."""
    sounds: list[str] = []
    for sign in map(_as_gurmukhi, word):
        sound = _GURMUKHI.get(sign) or _LATIN.get(sign, "")
        if not sounds:
            sounds.append(sound or "a")
        elif sound != "h":
            sounds.append(sound)
    joined = _DOUBLED.sub(r"\1", "".join(sounds))
    return joined if len(joined) >= SHORTEST_SKELETON else ""


def search_words(*names: str, numbers: str = "") -> set[str]:
    """All words under which a place is entered: folded words, their skeletons behind "~", and its hadbast number."""
    words = {word for name in names for word in fold(name).split()}
    skeletons = {"~" + bones for word in words if not word.isdigit() and (bones := skeleton(word))}
    return words | skeletons | set(fold(numbers).split())


def _as_gurmukhi(sign: str) -> str:
    """The Gurmukhi letter in the place of a Devanagari one; other signs as they are."""
    if not "\u0900" <= sign <= "\u097f":
        return sign
    return "ਸ" if sign == _DEVANAGARI_SSA else chr(ord(sign) + 0x100)


def _is_indic(sign: str) -> bool:
    return "\u0900" <= sign <= "\u097f" or "\u0a00" <= sign <= "\u0a7f"
