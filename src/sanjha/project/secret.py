"""The installation's secret for signing cookies: from SANJHA_SECRET_KEY, else made once and kept in its home."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """The secret; a fresh one is written (mode 0600) when there is none."""
    if given := os.environ.get("SANJHA_SECRET_KEY"):
        return given
    path = home / "keys" / "secret"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii")
