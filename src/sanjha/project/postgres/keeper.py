"""The process that keeps a private server: starts it, starts it again if it dies, stops it when nobody uses it.

Run as `python -m sanjha.project.postgres.keeper HOME durable|fleeting`. Status 0 means that the server is ready and
the keeper goes on in the background; else the standard output says what went wrong.
"""

import logging
import os
import select
import signal
import sys
from pathlib import Path

from sanjha.project.postgres.layout import Layout
from sanjha.project.postgres.locks import FileLock
from sanjha.project.postgres.programs import check_namespace
from sanjha.project.postgres.server import Server

_READY = "ready"
_LOOK_SECONDS = 0.25
"""How often the keeper looks whether anybody still uses the server."""

_LARGEST_LOG = 5_000_000
_log = logging.getLogger("keeper")


class Keeper:
    """Keeps one server as long as some process holds the users' lock."""

    def __init__(self, layout: Layout, *, durable: bool) -> None:
        self._server = Server(layout, durable=durable)
        self._users = FileLock(layout.users_lock)
        self._own = FileLock(layout.keeper_lock)
        self._wake, self._alarm = os.pipe()
        self._asked_to_stop = False

    def start(self) -> None:
        """Take the server up. Raises Failure, in words for the one who asked for it."""
        # A look of another process at the lock holds it for an instant.
        self._own.wait_exclusive(seconds=5)
        self._own.note(str(os.getpid()))
        self._listen()
        check_namespace()
        self._server.make_data()
        self._server.start()

    def keep(self) -> None:
        """Return when the server has been stopped: nobody uses it, somebody asked, or its folder was removed."""
        while not self._asked_to_stop and not self._users.try_exclusive():
            if not self._own.is_on_disk():
                _log.error("The folder of the store was removed; stopping.")
                self._server.stop(at_once=True)
                return
            if self._server.has_ended():
                _log.error("The server has ended unexpectedly; starting it again.")
                self._server.start()
            self._sleep()
        self._server.stop()

    def _listen(self) -> None:
        """Let signals only wake the loop: a child's end at once, a request to stop as well."""
        os.set_blocking(self._alarm, False)
        signal.set_wakeup_fd(self._alarm, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, *_: object) -> None:
        self._asked_to_stop = True

    def _sleep(self) -> None:
        if select.select([self._wake], [], [], _LOOK_SECONDS)[0]:
            os.read(self._wake, 4096)


def main(home: Path, *, durable: bool) -> int:
    """Go to the background as a keeper; the process that was called stays until the server is ready."""
    listen, speak = os.pipe()
    if os.fork():
        os.close(speak)
        with os.fdopen(listen) as pipe:
            answer = pipe.read() or "The keeper of the store was killed while it started."
        if answer == _READY:
            return 0
        sys.stdout.write(answer)
        return 1
    os.close(listen)
    os.setsid()
    layout = Layout(home)
    _redirect_output(layout.log)
    with os.fdopen(speak, "w") as pipe:
        try:
            keeper = Keeper(layout, durable=durable)
            keeper.start()
        except Exception as error:
            pipe.write(str(error))
            raise
        pipe.write(_READY)
    keeper.keep()
    return 0


def _redirect_output(log: Path) -> None:
    """Leave the terminal and the folder of the one who called."""
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    os.chdir("/")
    with Path(os.devnull).open("rb") as nothing, log.open("ab") as end:
        os.dup2(nothing.fileno(), 0)
        os.dup2(end.fileno(), 1)
        os.dup2(end.fileno(), 2)
    logging.basicConfig(format="%(asctime)s keeper: %(message)s", level=logging.INFO)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), durable=sys.argv[2] == "durable"))
