"""Keeping full Aadhaar numbers out: of data, of drafts, of logs (Aadhaar Act 2016, and the advice to mask).

Only the last four digits are ever kept. A number is recognised by its twelve digits and its check digit (Verhoeff).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from stdnum.in_ import aadhaar

MASK = "XXXXXXXX"
_TWELVE = re.compile(r"(?<!\d)\d(?:[ .\-/_\u00a0]?\d){11}(?!\d)")
_MASKED = re.compile(r"[Xx*\u2022]{8}(\d{4})")
_SEPARATORS = re.compile(r"[\s.\-/_]")
_MAX_DEPTH = 60


def is_full_number(digits: str) -> bool:
    """Whether twelve digits form an Aadhaar number."""
    return bool(aadhaar.is_valid(digits))


def last_four(text: str) -> str | None:
    """The last four digits of a full or masked ("XXXXXXXX1234") number, or None if it is neither."""
    compact = _SEPARATORS.sub("", ascii_digits(text))
    masked = _MASKED.fullmatch(compact)
    if masked:
        return masked[1]
    return compact[-4:] if re.fullmatch(r"\d{12}", compact) and is_full_number(compact) else None


def holds_full_number(text: str) -> bool:
    """Whether a text contains a full number, in whatever grouping or digits of India."""
    return any(
        is_full_number(_SEPARATORS.sub("", found[0])) for found in _TWELVE.finditer(ascii_digits(text))
    )


def scrub(data: Any, depth: int = 0) -> Any:
    """The same JSON with every full number masked but for its last four digits: for drafts and logs."""
    if depth > _MAX_DEPTH:
        return None
    if isinstance(data, str):
        return _scrub_text(data)
    if isinstance(data, int) and not isinstance(data, bool):
        return _scrub_text(str(data)) if 10**11 < data < 10**12 and is_full_number(str(data)) else data
    if isinstance(data, dict):
        return {
            _scrub_text(key) if isinstance(key, str) else key: scrub(item, depth + 1)
            for key, item in data.items()
        }
    if isinstance(data, list | tuple):
        return [scrub(item, depth + 1) for item in data]
    return data


def _scrub_text(text: str) -> str:
    plain = ascii_digits(text)
    if len(plain) != len(text):  # cannot happen: a digit becomes one digit
        return ""
    pieces, end = [], 0
    for found in _TWELVE.finditer(plain):
        digits = _SEPARATORS.sub("", found[0])
        if is_full_number(digits):
            pieces += [text[end : found.start()], MASK + digits[-4:]]
            end = found.end()
    return "".join([*pieces, text[end:]]) if pieces else text


def ascii_digits(text: str) -> str:
    """The text with the digits of every script written 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
