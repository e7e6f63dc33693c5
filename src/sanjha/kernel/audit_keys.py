"""The platform's own signing key for daily audit roots: Ed25519, made at first need, or named by a setting."""

import os
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanjha.kernel.conf import conf
from sanjha.kernel.keyfiles import signing_key


def key_path() -> Path:
    """SANJHA_AUDIT_KEY, else a file of this installation."""
    named = os.environ.get("SANJHA_AUDIT_KEY")
    return Path(named) if named else conf.home / "keys" / "audit.pem"


def public_key(path: Path) -> Ed25519PublicKey:
    return signing_key(path).public_key()


def key_id(key: Ed25519PublicKey) -> str:
    """The SHA-256 of the raw public key: names the key that signed."""
    return sha256(key.public_bytes_raw()).hexdigest()
