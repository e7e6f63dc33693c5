"""Where the private store lies: its folder, its sockets and its locks."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from sanjha.project.failure import Failure

PORT = 5432
"""Only part of the socket's name: the private server listens on no network port."""

_LONGEST_SOCKET = 107
"""Bytes of sockaddr_un.sun_path on Linux, less the closing zero."""

_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._/+-]*")
"""A comma parts two folders for PostgreSQL and two hosts for its client; other signs are not worth the risk."""


@dataclass(frozen=True)
class Layout:
    """The files of one private store, below `home`."""

    home: Path

    @property
    def folder(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def starter_lock(self) -> Path:
        """Held by the one process that looks whether the server runs and starts it."""
        return self.folder / "starter.lock"

    @property
    def users_lock(self) -> Path:
        """Held together by all that use the server; its keeper stops the server once it can hold it alone."""
        return self.folder / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the server's keeper as long as it lives."""
        return self.folder / "keeper.lock"

    @property
    def _socket_record(self) -> Path:
        return self.folder / "socket.path"

    @property
    def socket_folder(self) -> Path:
        """Where the server's socket lies: inside the home, or if that path is too long, in a folder for the session.

        The choice for a long home is recorded in it, so that a process with another environment finds it too.
        """
        inside = self.folder / "socket"
        if _fits(inside):
            return inside
        try:
            recorded = Path(self._socket_record.read_text())
        except FileNotFoundError:
            return self._outside()
        return recorded if recorded.parent.is_dir() else self._outside()

    def _outside(self) -> Path:
        name = f"sanjha-{os.geteuid()}-{hashlib.sha256(bytes(self.home)).hexdigest()[:16]}"
        session = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
        if session.is_absolute() and session.is_dir() and _fits(session / name):
            return session / name
        return Path("/tmp") / name  # noqa: S108 - the folder made there is 0700 and its owner is checked

    def prepare(self) -> None:
        """Make the folders, for their owner only. Raises Failure if they belong to somebody else."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            _own_folder(self.folder)
            socket_folder = self.socket_folder
            _own_folder(socket_folder)
            if not socket_folder.is_relative_to(self.home):
                self._socket_record.write_text(str(socket_folder))
        except OSError as error:
            raise Failure(f"The store cannot be kept in {self.home}: {error}. Set SANJHA_HOME.") from error


def _fits(folder: Path) -> bool:
    socket = folder / f".s.PGSQL.{PORT}"
    return len(bytes(socket)) <= _LONGEST_SOCKET and _PLAIN_PATH.fullmatch(str(folder)) is not None


def _own_folder(folder: Path) -> None:
    """Make a folder that only this user may enter; the trust in whoever reaches the socket rests on it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Failure(
            f"{folder} does not belong to the user who runs this (number {os.geteuid()}). "
            "Run as its owner, or set SANJHA_HOME to a folder of your own."
        )
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)
