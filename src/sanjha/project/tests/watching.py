"""An eye on processes: what runs in a folder, and waiting for a change."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path


def wait_until(condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s in vain"
        time.sleep(0.02)


def running_below(folder: Path) -> dict[int, str]:
    """Every living process (no zombie) whose command line or working folder names the folder."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            where = str((entry / "cwd").readlink())
        except OSError:
            continue
        if command and (str(folder) in command or where.startswith(str(folder))):
            found[int(entry.name)] = command.strip()
    return found


def kill(*processes: int) -> None:
    """SIGKILL, in the given order; those that end meanwhile because of it are no error."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def left_below(folder: Path, *, seconds: float = 5.0) -> dict[int, str]:
    """What still runs in the folder after the time that an orderly end may take."""
    end = time.monotonic() + seconds
    while (left := running_below(folder)) and time.monotonic() < end:
        time.sleep(0.02)
    return left


def processor_seconds(folder: Path) -> float:
    """What all that runs in the folder has used of the processors so far, with the children that have ended."""
    return sum(_ticks(process) for process in running_below(folder)) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    # proc(5): utime, stime, cutime, cstime are the fields 14 to 17; the name in brackets was the second.
    return sum(int(field) for field in fields[11:15])
