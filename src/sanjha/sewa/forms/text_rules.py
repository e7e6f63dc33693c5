"""What may stand in a text: normal form, scripts, no control characters, no HTML, no full Aadhaar number."""

from __future__ import annotations

import re
import unicodedata

from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise
from sanjha.sewa.forms.aadhaar import holds_full_number
from sanjha.sewa.forms.messages import RefusedError

_HTML = re.compile(
    r"<\s*[/!?a-z]|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});|javascript\s*:|\{\{|\{%|<\?|\$\{", re.IGNORECASE
)
_SIGNS = frozenset(" \n.,;:!?'\"()[]/-_&@#%+*=|°₹‘’“”–—…।॥<>")
_JOINERS = frozenset("\u200c\u200d")
_BLOCKS = {
    "LATIN": ((0x41, 0x5A), (0x61, 0x7A)),
    "GURMUKHI": ((0x0A00, 0x0A7F),),
    "DEVANAGARI": ((0x0900, 0x0963), (0x0966, 0x097F)),
}
_BLOCKS["ANY"] = _BLOCKS["LATIN"] + _BLOCKS["GURMUKHI"] + _BLOCKS["DEVANAGARI"]


def clean_text(raw: object, *, script: str, least: int, most: int, multiline: bool = False) -> str:
    """The text in normal form. Raises RefusedError; `least` and `most` count characters."""
    text = plain_text(raw, most=most, multiline=multiline)
    if _HTML.search(text):
        raise RefusedError("html")
    if holds_full_number(text):
        raise RefusedError("aadhaar-in-text")
    check_script(text, script)
    if len(text) < least:
        raise RefusedError("too-short", least=least)
    if len(text) > most:
        raise RefusedError("too-long", most=most)
    return text


def plain_text(raw: object, *, most: int, multiline: bool = False) -> str:
    """Text in normal form without control characters. Raises RefusedError.

    A text many times too long is refused before any work is spent on it.
    """
    if not isinstance(raw, str):
        raise RefusedError("wrong-type")
    if len(raw) > 4 * most + 200:
        raise RefusedError("too-long", most=most)
    for sign in raw:
        if unicodedata.category(sign)[0] == "C" and sign not in _JOINERS and sign not in "\n\r\t":
            raise RefusedError("control-character")
    try:
        return normalise(raw.replace("\t", " "), multiline=multiline)
    except DomainError:
        raise RefusedError("control-character") from None


def check_script(text: str, script: str) -> None:
    """Every letter must belong to the script, every other sign be an ordinary one. Raises RefusedError."""
    blocks = _BLOCKS[script]
    for sign in text:
        if sign in _SIGNS or sign in "0123456789" or sign in _JOINERS:
            continue
        point = ord(sign)
        if any(first <= point <= last for first, last in blocks):
            continue
        letter = unicodedata.category(sign)[0] in "LMN"
        raise RefusedError(f"script-{script.lower()}" if letter else "odd-character", sign=sign)
