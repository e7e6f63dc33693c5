"""One spelling for the data of a document, so that its hash means the same everywhere (RFC 8785 without fractions)."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError

KEY = re.compile(r"^[a-z][a-z0-9_]{0,59}$")
LARGEST = 2**53 - 1
DEEPEST = 12


def canonical(data: Mapping[str, Any]) -> bytes:
    """The data as JSON: keys in order, no blanks, NFC, UTF-8.

    Only objects, lists, text, whole numbers below 2**53, true, false and null are taken; keys are small Latin letters,
    digits and underscores. Raises DomainError (code "canonical", field = path of the value) for anything else: a
    fraction has more than one spelling, and money is given in whole rupees or as text.
    """
    cleaned = _clean(dict(data), "", 0)
    text = json.dumps(cleaned, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(data: Mapping[str, Any]) -> bytes:
    """SHA-256 of the canonical form; its first 16 bytes stand in the QR code."""
    return hashlib.sha256(canonical(data)).digest()


def _clean(value: Any, path: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise _refusal(path)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return int(value)
    if isinstance(value, str):
        return _clean_text(value, path)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) and KEY.match(key) for key in value):
            raise _refusal(path)
        return {key: _clean(part, f"{path}.{key}".lstrip("."), depth + 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part, f"{path}.{index}".lstrip("."), depth + 1) for index, part in enumerate(value)]
    raise _refusal(path)


def _clean_text(value: str, path: str) -> str:
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise _refusal(path)
    return unicodedata.normalize("NFC", value)


def _refusal(path: str) -> DomainError:
    return DomainError(
        _("The data of a document may only hold text, whole numbers, yes or no, lists and named parts."),
        code="canonical",
        field=path,
    )
