"""One PostgreSQL server on one data folder: made, started and stopped by the process that is its parent."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

from sanjha.project.failure import Failure
from sanjha.project.lifeline import tied_to_this_process
from sanjha.project.postgres import orphans
from sanjha.project.postgres.configuration import ACCESS, configuration
from sanjha.project.postgres.layout import Layout
from sanjha.project.postgres.programs import as_ordinary_user, environment, program

USER = "sanjha"

_START_SECONDS = 300.0
"""After a crash the server first replays its log; it answers only then."""

_STOP_SECONDS = 10.0
"""For each signal. A server that was told to stop while it recovers from a crash may never end by itself."""

_STATUS_LINE = 7
"""Place of the state in postmaster.pid, counted from 0; the first line is the process id."""


class Server:
    """The server of one private store. `durable` False gives up safety against power failure, for tests."""

    def __init__(self, layout: Layout, *, durable: bool) -> None:
        self._layout = layout
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    def make_data(self) -> None:
        """Make the data folder when there is none: beside its place first, so that a half-made one is never used."""
        data = self._layout.data
        if data.exists():
            self._check_version()
            return
        draft = data.with_name("data.new")
        orphans.end(draft)
        shutil.rmtree(draft, ignore_errors=True)
        command = [
            *(str(program("initdb")), "-D", str(draft), "-U", USER, "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=simple"),
            *("--auth=trust", "--no-instructions", *(() if self._durable else ("--no-sync",))),
        ]
        answer = subprocess.run(
            as_ordinary_user(command), capture_output=True, text=True, env=environment(), check=False
        )
        if answer.returncode != 0:
            raise Failure(f"The store could not be made: {answer.stderr.strip() or answer.stdout.strip()}")
        draft.rename(data)

    def start(self) -> None:
        """Start on what the last run left, however it ended, and wait until the server takes connections."""
        layout = self._layout
        orphans.end(layout.data)
        orphans.release_lock_files(layout)
        _write(layout.data / "postgresql.conf", configuration(durable=self._durable))
        _write(layout.data / "pg_hba.conf", ACCESS)
        places = ("-D", str(layout.data), "-h", "", "-k", str(layout.socket_folder))
        with layout.log.open("ab") as log:
            self._process = subprocess.Popen(
                as_ordinary_user([str(program("postgres")), *places]),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment(),
                # Should the keeper be killed, the server stops at once and recovers at the next start.
                preexec_fn=tied_to_this_process(signal.SIGQUIT),  # noqa: PLW1509 - the keeper has one thread
            )
        self._wait_until_ready(self._process)

    def has_ended(self) -> bool:
        """Whether the server is down; also takes the exit status, so that no zombie stays."""
        return self._process is None or self._process.poll() is not None

    def stop(self, *, at_once: bool = False) -> None:
        """End all sessions and stop. `at_once` leaves the recovery to the next start."""
        if self._process is None:
            return
        first = signal.SIGQUIT if at_once else signal.SIGINT
        for number in (first, signal.SIGQUIT, signal.SIGKILL):
            if self._process.poll() is None:
                self._process.send_signal(number)
            try:
                self._process.wait(_STOP_SECONDS)
                return
            except subprocess.TimeoutExpired:
                continue

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + _START_SECONDS
        while _state(self._layout.data, process.pid) != "ready":
            if process.poll() is not None or time.monotonic() > end:
                self.stop(at_once=True)
                log = self._layout.log
                raise Failure(f"The store did not start. {log} ends:\n{last_lines(log)}")
            time.sleep(0.01)

    def _check_version(self) -> None:
        data = self._layout.data
        made_by = (data / "PG_VERSION").read_text().strip()
        ask = [str(program("postgres")), "--version"]
        shipped = subprocess.run(ask, capture_output=True, text=True, env=environment(), check=True)
        version = shipped.stdout.split()[-1]
        if version.partition(".")[0] != made_by:
            raise Failure(
                f"{data} was made by PostgreSQL {made_by}; this Sanjha brings {version}. Dump it with the Sanjha "
                "that made it, set the folder aside, and load the dump."
            )


def last_lines(log: Path, *, count: int = 5) -> str:
    """The end of a log file, for a message."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def _state(data: Path, process: int) -> str:
    """What the server with this process id says of itself: starting, ready, stopping; empty if nothing yet."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return ""
    if len(lines) <= _STATUS_LINE or lines[0] != str(process):
        return ""
    return lines[_STATUS_LINE].strip()


def _write(path: Path, text: str) -> None:
    """Replace a file in one step: a kill in between leaves the old one whole."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(text)
    draft.replace(path)
