"""The platform's own signing key for daily audit roots: Ed25519, made at first need, or named by a setting."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sanjha.kernel.conf import conf
from sanjha.kernel.keyfiles import write_once


def key_path() -> Path:
    """SANJHA_AUDIT_KEY, else a file of this installation."""
    named = os.environ.get("SANJHA_AUDIT_KEY")
    return Path(named) if named else conf.home / "keys" / "audit.pem"


@cache
def signing_key(path: Path) -> Ed25519PrivateKey:
    """The private key kept at `path`; made there (mode 0600) when there is none."""
    if not path.exists():
        write_once(path, _new_key())
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is not an Ed25519 key")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    return signing_key(path).public_key()


def key_id(key: Ed25519PublicKey) -> str:
    """The SHA-256 of the raw public key: names the key that signed."""
    return sha256(key.public_bytes_raw()).hexdigest()


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
