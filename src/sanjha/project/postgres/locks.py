"""Locks on files. The kernel drops them with the process that holds them, however that process ends."""

import fcntl
import os
import time
from pathlib import Path

from sanjha.project.failure import Failure

_PAUSE = 0.02
"""Seconds between two attempts: flock itself cannot wait with a limit."""


class FileLock:
    """One open lock file. Not held until one of the methods has taken it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_shared(self) -> bool:
        """Take the lock together with others; False if somebody holds it alone."""
        return self._try(fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        """Take the lock alone; False if anybody else holds it. What this lock held before is then lost."""
        return self._try(fcntl.LOCK_EX)

    def wait_shared(self, *, seconds: float) -> None:
        """As try_shared, waiting for the one who holds it alone. Raises Failure after `seconds`."""
        self._wait(fcntl.LOCK_SH, seconds)

    def wait_exclusive(self, *, seconds: float) -> None:
        """As try_exclusive, waiting for all others. Raises Failure after `seconds`."""
        self._wait(fcntl.LOCK_EX, seconds)

    def note(self, text: str) -> None:
        """Write who holds the lock into the file. True only while the lock is held."""
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, text.encode(), 0)

    def noted(self) -> str:
        """What the last holder wrote."""
        return os.pread(self._fd, 100, 0).decode()

    def is_on_disk(self) -> bool:
        """Whether the path still leads to the file that was opened: somebody may have removed the folder."""
        try:
            return os.path.samestat(os.fstat(self._fd), self.path.stat())
        except FileNotFoundError:
            return False

    def close(self) -> None:
        """Give the lock up."""
        if self._fd >= 0:
            fcntl.flock(self._fd, fcntl.LOCK_UN)
            os.close(self._fd)
            self._fd = -1

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(self, kind: int, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._try(kind):
            if time.monotonic() > end:
                raise Failure(
                    f"Another process has held {self.path} for {seconds:.0f} seconds. Try again later."
                )
            time.sleep(_PAUSE)
