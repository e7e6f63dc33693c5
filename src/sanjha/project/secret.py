"""The installation's secret for signing cookies: from SANJHA_SECRET_KEY, else made once and kept in its home."""

import os
import secrets
from pathlib import Path

from sanjha.kernel.keyfiles import write_once


def secret_key(home: Path) -> str:
    """The secret; a fresh one is written (mode 0600) when there is none."""
    if given := os.environ.get("SANJHA_SECRET_KEY"):
        return given
    path = home / "keys" / "secret"
    if not path.exists():
        write_once(path, secrets.token_urlsafe(64).encode())
    return path.read_text(encoding="ascii").strip()
