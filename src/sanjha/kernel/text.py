"""Words in the three languages of the state, and the hygiene of what people type."""

import re
import unicodedata

import msgspec
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError

LANGUAGES = ("en", "pa", "hi")


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """One phrase in English, Punjabi (Gurmukhi) and Hindi. English is always there; the others fall back to it."""

    en: str
    pa: str = ""
    hi: str = ""

    def in_language(self, language: str) -> str:
        """The phrase in "en", "pa" or "hi", else in English."""
        return (getattr(self, language[:2], "") if language[:2] in LANGUAGES else "") or self.en

    def __str__(self) -> str:
        return self.in_language(translation.get_language() or "en")


_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")


def normalise(text: str, *, field: str = "", multiline: bool = False) -> str:
    """NFC, single spaces, trimmed. Raises DomainError when it holds control or direction-changing characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not multiline:
        text = text.replace("\n", " ")
    found = _CONTROL.search(text)
    if found or any(0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        raise DomainError(
            _("The text holds a character that cannot be printed. Type it again."),
            code="control-character",
            field=field,
        )
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()
