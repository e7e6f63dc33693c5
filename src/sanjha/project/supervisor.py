"""Processes that belong to one command: started together, watched, started again, stopped in order."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sanjha.project.failure import Failure
from sanjha.project.lifeline import tied_to_this_process

_GRACE = 20.0
"""Seconds a child gets to finish what it has begun after it was asked to stop."""

_MOST_RESTARTS = 3
_RESTART_WINDOW = 60.0
"""More restarts than that within so many seconds are no accident: everything stops."""

_LOOK = 0.1
_LARGEST_LOG = 5_000_000


@contextmanager
def stop_requests() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM or a closed terminal sets, instead of ending the program where it stands."""
    stop = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class Child:
    """One process; its output goes to a log, or without one to the terminal.

    It ends when this process ends, however that happens.
    """

    name: str
    command: Sequence[str]
    log: Path | None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    most_restarts: int = _MOST_RESTARTS
    _process: subprocess.Popen[bytes] | None = None
    _starts: list[float] = field(default_factory=list)
    _rests: bool = False

    def start(self) -> None:
        """Start it. In a session of its own, so that Ctrl-C reaches only this process, which stops it in order."""
        self._starts.append(time.monotonic())
        self._rests = False
        with _output(self.log) as output:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=dict(self.environment),
                start_new_session=True,
                preexec_fn=tied_to_this_process(),  # noqa: PLW1509 - only prctl is called there
            )

    @property
    def pid(self) -> int:
        """The process as it runs now; 0 when none does."""
        return 0 if self._process is None or self._process.poll() is not None else self._process.pid

    def has_ended(self) -> bool:
        """Whether it has ended without having been asked to."""
        return not self._rests and self._process is not None and self._process.poll() is not None

    def may_start_again(self) -> bool:
        since = time.monotonic() - _RESTART_WINDOW
        return sum(start > since for start in self._starts) <= self.most_restarts

    def has_failed(self) -> bool:
        """Whether it has ended, and not well."""
        return self.has_ended() and self._process is not None and self._process.returncode != 0

    def how_it_ended(self) -> str:
        """For a message: the status and the last lines of the log."""
        status = self._process.returncode if self._process else None
        how = (
            f"was killed by signal {-status}" if status is not None and status < 0 else f"ended with {status}"
        )
        if self.log is None:
            return f"The {self.name} process {how}."
        lines = self.log.read_text(errors="replace").strip().splitlines()[-3:]
        return "\n".join([f"The {self.name} process {how}. {self.log} ends:", *lines])

    def ask_to_stop(self) -> None:
        """It finishes what it has begun; `stop` waits for that. Nobody starts it again but by `start`."""
        self._rests = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def stop(self) -> None:
        """Ask it to stop, wait, and at last kill it with everything it has started."""
        self._rests = True
        if self._process is None:
            return
        if self._process.poll() is None:
            self.ask_to_stop()
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self.sweep()
        self._process = None

    def sweep(self) -> None:
        """Kill what a dead child has left in its session."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


@contextmanager
def _output(log: Path | None) -> Iterator[IO[bytes] | None]:
    """The end of the log; a log that has grown large is set aside first. None means the terminal."""
    if log is None:
        yield None
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as end:
        yield end


class Household:
    """Children in the order in which they are started, and stopped."""

    def __init__(
        self, children: Sequence[Child], *, stop: threading.Event, say: Callable[[str], None]
    ) -> None:
        self._groups = [[child] for child in children]
        self._stop = stop
        self._say = say

    @property
    def _children(self) -> list[Child]:
        return [child for group in self._groups for child in group]

    def __enter__(self) -> "Household":
        for child in self._children:
            child.start()
        return self

    def __exit__(self, *_: object) -> None:
        for group in self._groups:
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.stop()

    def add(self, children: Iterable[Child]) -> None:
        """Start these too, after what they need. They stop at the same time, and before the others."""
        started = list(children)
        for child in started:
            child.start()
        self._groups.insert(0, started)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Wait for the children to be ready; False if told to stop before. Raises Failure if one ends or time is up."""
        end = time.monotonic() + seconds
        while not self._stop.is_set():
            if ready():
                return True
            for child in self._children:
                if child.has_ended():
                    raise Failure(child.how_it_ended())
            if time.monotonic() > end:
                logs = ", ".join(str(child.log) for child in self._children if child.log)
                raise Failure(f"Not ready after {seconds:.0f} seconds. See {logs}.")
            self._stop.wait(_LOOK)
        return False

    def keep(self, also: Callable[[], None]) -> None:
        """Until told to stop, start again what ends; calls `also` every second. Raises Failure if that does not help."""
        turn = 0
        while not self._stop.wait(_LOOK):
            for child in self._children:
                if child.has_ended():
                    self._start_again(child)
            turn += 1
            if turn % 10 == 0:
                also()

    def _start_again(self, child: Child) -> None:
        child.sweep()
        if not child.may_start_again():
            raise Failure(f"{child.how_it_ended()}\nIt does not stay up; everything is stopped.")
        self._say(f"{child.how_it_ended().splitlines()[0].split('. ')[0]}; it is started again.")
        child.start()
