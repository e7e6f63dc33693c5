"""Aadhaar numbers are never kept: they are recognised wherever somebody types one, and refused.

The check is the number's own: twelve digits not beginning with 0 or 1, closing with a Verhoeff check digit
(UIDAI's published scheme). Section 29 of the Aadhaar Act, 2016 restricts who may store or show the number.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _
from stdnum.in_ import aadhaar

from sanjha.kernel.errors import DomainError

# Twelve digits on end or in the printed grouping of four, not part of a longer number.
_TWELVE_DIGITS = re.compile(r"(?<!\d)(\d{4})[\s./_–—-]{0,3}(\d{4})[\s./_–—-]{0,3}(\d{4})(?!\d)")


def holds_aadhaar_number(text: str) -> bool:
    """Whether a full Aadhaar number stands anywhere in the text, in digits of any script."""
    plain = "".join(_latin_digit(sign) for sign in text)
    return any(aadhaar.is_valid("".join(found)) for found in _TWELVE_DIGITS.findall(plain))


def refuse_aadhaar_number(text: str, *, field: str) -> None:
    """Raises DomainError, which never repeats the number, when a full Aadhaar number stands in the text."""
    if holds_aadhaar_number(text):
        raise DomainError(
            _(
                "A full Aadhaar number must not be written here. Give its last four digits only, in the field for them."
            ),
            code="aadhaar-number",
            field=field,
        )


def _latin_digit(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None or sign.isascii() else str(digit)
