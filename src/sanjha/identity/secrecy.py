"""Secrets at rest: encryption of what must be read again, keyed digests of what only must be recognised.

Keys are derived from the installation's secret (HKDF-SHA256, RFC 5869), one for each use, so that none of them is
worth anything elsewhere.
"""

import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from sanjha.kernel.errors import Unavailable


def seal(text: str, *, use: str) -> str:
    """Encrypt a text for one use ("totp", "sms")."""
    return _box(use).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, use: str) -> str:
    """The text again. Raises Unavailable when it was sealed under another installation's secret."""
    try:
        return _box(use).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken:
        raise Unavailable(
            "A stored secret cannot be read: the installation's secret key has changed."
        ) from None


def digest(*parts: str, use: str) -> str:
    """A keyed digest (HMAC-SHA256, hex): without the key six digits cannot be guessed from it."""
    return hmac.new(_key(use), "\x1f".join(parts).encode(), sha256).hexdigest()


def six_digits() -> str:
    """A fresh one-time code."""
    return f"{secrets.randbelow(10**6):06d}"


# Neither 0 and O nor 1, I and L: people read these codes from paper.
_READABLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def readable_code(length: int) -> str:
    """A random code of letters and digits that are not mistaken for one another (about five bits a character)."""
    return "".join(secrets.choice(_READABLE) for _ in range(length))


def _box(use: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(use)))


def _key(use: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"sanjha.identity/{use}".encode())
    return kdf.derive(settings.SECRET_KEY.encode())
