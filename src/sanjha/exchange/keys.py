"""Public keys of members as people bring them: PEM, base64, or a certificate."""

import base64
import binascii

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError


def read_public_key(text: str) -> str:
    """The raw Ed25519 key in base64. Raises DomainError for anything else, also for a private key."""
    text = text.strip()
    if "PRIVATE KEY" in text:
        raise DomainError(
            _(
                "This is a private key. It must never leave the department: make a new pair and bring the public key."
            ),
            code="private-key",
            field="public_key",
        )
    try:
        found = _loaded(text)
    except (ValueError, binascii.Error):
        found = None
    if not isinstance(found, Ed25519PublicKey):
        raise DomainError(
            _("Paste an Ed25519 public key: PEM, a certificate with such a key, or 44 characters of base64."),
            code="no-key",
            field="public_key",
        )
    return base64.b64encode(found.public_bytes_raw()).decode()


def _loaded(text: str) -> object:
    if text.startswith("-----BEGIN CERTIFICATE-----"):
        return x509.load_pem_x509_certificate(text.encode()).public_key()
    if text.startswith("-----BEGIN"):
        return load_pem_public_key(text.encode())
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
