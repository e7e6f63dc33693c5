"""Whether work of an earlier start still holds: a fingerprint of everything it was made from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


class Stamp:
    """A file that keeps the fingerprint of what was done last."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def matches(self, value: str) -> bool:
        """Whether the same was written before."""
        try:
            return self._path.read_text() == value
        except FileNotFoundError:
            return False

    def write(self, value: str) -> None:
        """Remember it, once the work is done."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(value)


def fingerprint(files: Iterable[Path], *, also: Iterable[str] = ()) -> str:
    """SHA-256 over the names and contents of the files and over other texts, for example versions."""
    total = hashlib.sha256()
    for path in sorted(set(files)):
        content = hashlib.sha256(path.read_bytes()).digest()
        total.update(f"{path}\0".encode() + content)
    for text in also:
        total.update(f"{text}\0".encode())
    return total.hexdigest()
