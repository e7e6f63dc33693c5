"""Reading the fields by which a person is reached, and the reference of a picture."""

from __future__ import annotations

import re

from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.values import Scope
from sanjha.sewa.forms.aadhaar import ascii_digits, holds_full_number
from sanjha.sewa.forms.messages import RefusedError
from sanjha.sewa.forms.read_simple import Read
from sanjha.sewa.forms.text_rules import plain_text

_MOBILE = re.compile(r"[6-9][0-9]{9}")
_PIN = re.compile(r"(14|15|16)[0-9]{4}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


def read_mobile(field: f.MobileField, raw: object, scope: Scope) -> Read:
    """Ten digits; +91 or 0 before them, spaces and hyphens are taken away."""
    text = ascii_digits(plain_text(raw, most=20)).replace(" ", "").replace("-", "")
    text = re.sub(r"^(\+91|0091|0)(?=[6-9])", "", text)
    if not _MOBILE.fullmatch(text):
        raise RefusedError("not-mobile")
    return text, text


def read_email(field: f.EmailField, raw: object, scope: Scope) -> Read:
    """An e-mail address; the part after @ is written small."""
    text = plain_text(raw, most=254)
    if len(text) > 254 or ".." in text or not _EMAIL.fullmatch(text):
        raise RefusedError("not-email")
    if holds_full_number(text):
        raise RefusedError("aadhaar-in-text")
    name, _at, domain = text.partition("@")
    text = f"{name}@{domain.lower()}"
    return text, text


def read_pin(field: f.PinField, raw: object, scope: Scope) -> Read:
    """Six digits of a postal index number of Punjab or Chandigarh."""
    text = ascii_digits(plain_text(raw, most=12)).replace(" ", "")
    if not _PIN.fullmatch(text):
        raise RefusedError("not-pin")
    return text, text


def read_photo(field: f.PhotoField, raw: object, scope: Scope) -> Read:
    """The reference of a picture that is stored already."""
    text = plain_text(raw, most=64)
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise RefusedError("not-photo")
    return text, text
