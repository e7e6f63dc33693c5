"""Secrets kept as files: each is there whole or not at all, once, and for its owner only."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp


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
