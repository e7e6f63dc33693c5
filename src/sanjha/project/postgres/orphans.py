"""What a server leaves behind that was killed: processes without a parent, and lock files that lie."""

import os
import signal
import time
from pathlib import Path

from sanjha.project.failure import Failure
from sanjha.project.postgres.layout import PORT, Layout

_PROCESSES = Path("/proc")
_PATIENCE = 5.0
"""Seconds that orphans get to leave by themselves after each signal."""


def end(data: Path) -> None:
    """End the PostgreSQL processes that still work on this data folder, and wait until they are gone.

    After a kill of the postmaster its sessions may go on for a moment. A second server beside them would ruin
    the data; that is why PostgreSQL's own check of shared memory stays in force, too.
    """
    for number in (signal.SIGQUIT, signal.SIGKILL):
        for process in processes_on(data):
            _send(process, number)
        limit = time.monotonic() + _PATIENCE
        while processes_on(data):
            if time.monotonic() > limit:
                break
            time.sleep(0.02)
        else:
            return
    raise Failure(f"PostgreSQL processes on {data} do not end: {processes_on(data)}.")


def processes_on(data: Path) -> list[int]:
    """Process ids of all PostgreSQL processes whose working folder is `data`; none where there is no /proc.

    A process id from a file is no proof: the number may belong to another program by now, or to a zombie.
    """
    if not _PROCESSES.is_dir():
        return []
    numbers = [int(entry.name) for entry in _PROCESSES.iterdir() if entry.name.isdigit()]
    return [number for number in numbers if _works_on(number, data)]


def release_lock_files(layout: Layout) -> None:
    """Make the lock files of a dead server acceptable to the next one. Only call when no process is left.

    PostgreSQL takes any living process with the noted id for its predecessor and refuses. It makes an exception
    for its own parent, so the parent's id goes there; the file itself must stay, since the rest of it leads to
    the shared memory whose last users PostgreSQL looks for.
    """
    file = layout.data / "postmaster.pid"
    if file.exists():
        lines = file.read_text().splitlines(keepends=True)
        if lines:
            file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
        else:
            file.unlink()
    socket = layout.socket_folder / f".s.PGSQL.{PORT}"
    socket.unlink(missing_ok=True)
    socket.with_name(socket.name + ".lock").unlink(missing_ok=True)


def _works_on(process: int, data: Path) -> bool:
    folder = _PROCESSES / str(process)
    try:
        return (folder / "cwd").readlink() == data and (folder / "comm").read_text().strip() == "postgres"
    except OSError:
        return False


def _send(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
