"""Secrets kept as files: each is there whole or not at all, once, and for its owner only."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import mkstemp

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def write_once(path: Path, secret: bytes) -> None:
    """Write the file (mode 0600) if there is none. Of several processes that do so at once the first to finish wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()


@cache
def signing_key(path: Path) -> Ed25519PrivateKey:
    """The Ed25519 key kept at `path`, made there when there is none. Raises TypeError for a key of another kind."""
    if not path.exists():
        write_once(path, _new_key())
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is not an Ed25519 key")
    return key


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
