"""The use of a private store: the first process that needs it has it started, the last one has it stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg.conninfo import make_conninfo

from sanjha.project.failure import Failure
from sanjha.project.postgres.layout import PORT, Layout
from sanjha.project.postgres.locks import FileLock
from sanjha.project.postgres.server import USER, last_lines

DATABASE = "sanjha"

_KEEPER = "sanjha.project.postgres.keeper"

_JOIN_SECONDS = 60.0
"""How long to wait for a server that is being stopped, or started by another process."""


class PrivateStore:
    """The server is up from `open` until `close`, at least. Close it, or use it in a `with`."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.layout = Layout(home.resolve())
        self._durable = durable
        self._users: FileLock | None = None

    @property
    def conninfo(self) -> str:
        """For psycopg."""
        return f"host={self.layout.socket_folder} port={PORT} user={USER} dbname={DATABASE}"

    def open(self) -> Self:
        """Join the running server, or have it started. Raises Failure with what to do about it."""
        self.layout.prepare()
        users = FileLock(self.layout.users_lock)
        try:
            users.wait_shared(seconds=_JOIN_SECONDS)
            self._start_unless_running()
        except BaseException:
            users.close()
            raise
        self._users = users
        return self

    def close(self) -> None:
        """Leave. The last one to leave waits until the server is down."""
        if self._users is None:
            return
        # Holding the lock alone means to be the last one, and nobody can join until it is given up.
        if self._users.is_on_disk() and self._users.try_exclusive():
            _stop_keeper(self.layout)
        self._users.close()
        self._users = None

    def has_keeper(self) -> bool:
        """Whether the server's keeper lives; it starts a server that died again."""
        own = FileLock(self.layout.keeper_lock)
        try:
            return not own.try_exclusive()
        finally:
            own.close()

    def mend(self) -> bool:
        """Have keeper and server started again if they were killed; whether that was necessary. Raises Failure."""
        if self._users is None or not self._users.is_on_disk():
            raise Failure(f"The store in {self.layout.home} is closed, or its folder was removed.")
        if self.has_keeper():
            return False
        self._start_unless_running()
        return True

    def __enter__(self) -> Self:
        return self if self._users else self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start_unless_running(self) -> None:
        starter = FileLock(self.layout.starter_lock)
        try:
            starter.wait_exclusive(seconds=_JOIN_SECONDS)
            with self._connected() as connection:
                known = "SELECT 1 FROM pg_database WHERE datname = %s"
                if connection.execute(known, [DATABASE]).fetchone() is None:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            starter.close()

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection in autocommit, to a server that runs already, is just starting again, or is started here."""
        conninfo = make_conninfo(self.conninfo, dbname="postgres")
        end = time.monotonic() + _JOIN_SECONDS
        while True:
            # Asked each time: a keeper that was just killed may still have seemed to live.
            if not self.has_keeper():
                _start_keeper(self.layout, durable=self._durable)
            try:
                return psycopg.connect(conninfo, autocommit=True)
            except psycopg.OperationalError as error:
                if time.monotonic() > end:
                    raise Failure(
                        f"The store does not answer: {error}\n{last_lines(self.layout.log)}"
                    ) from error
            time.sleep(0.05)


def _start_keeper(layout: Layout, *, durable: bool) -> None:
    command = [sys.executable, "-m", _KEEPER, str(layout.home), "durable" if durable else "fleeting"]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise Failure(answer.stdout or answer.stderr.strip())


def _stop_keeper(layout: Layout) -> None:
    """Ask the keeper to stop the server and wait for it. Only for the last user, who keeps others out."""
    own = FileLock(layout.keeper_lock)
    try:
        if not own.try_exclusive():
            os.kill(int(own.noted()), signal.SIGTERM)
            own.wait_exclusive(seconds=_JOIN_SECONDS)
    finally:
        own.close()
