"""Ends processes without a warning, one after another, while others work."""

import os
import random
import signal
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx

from sanjha.kernel.bus.stream import STREAM
from sanjha.project.split.system import Split
from sanjha.project.supervisor import Child

PAUSE = (0.8, 2.5)
"""Seconds between two kills, at least and at most."""


class Killer:
    """Kills at random: web servers, their processes, workers, servers of the bus, among them the stream's leader."""

    def __init__(self, split: Split, seed: int) -> None:
        self._split = split
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="killer")
        self.killed: Counter[str] = Counter()
        self.leaders = 0
        """How many of those of the bus led the stream."""

    def __enter__(self) -> "Killer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        turn = 0
        while not self._stop.wait(self._random.uniform(*PAUSE)):
            turn += 1
            if turn % 8 == 0:
                self._kill_leader()
            else:
                self._kill_one()

    def _kill_one(self) -> None:
        """Of the bus one at a time: a cluster of three stands the loss of one, as the state's would."""
        child = self._random.choice([one for one in self._split.children.values() if one.pid])
        if child.name.startswith("nats") and not self._all_servers_up():
            return
        targets = [child.pid, *children_of(child.pid)]
        self._end(child, self._random.choice(targets))

    def _kill_leader(self) -> None:
        name = leader(self._split)
        if name and self._all_servers_up():
            child = self._split.children[name]
            self._end(child, child.pid)
            self.leaders += 1

    def _end(self, child: Child, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.killed[child.name.rpartition("-")[2] if "nats" not in child.name else "nats"] += 1

    def _all_servers_up(self) -> bool:
        return all(one.pid for one in self._split.children.values() if one.name.startswith("nats"))


def children_of(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    with suppress(OSError):
        return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def leader(split: Split) -> str:
    """The server that leads the stream, as the servers themselves say; empty while they elect one."""
    for monitor in split.monitors:
        with suppress(httpx.HTTPError, KeyError, StopIteration):
            accounts = httpx.get(f"{monitor}/jsz?streams=true", timeout=2).json()["account_details"]
            streams = (stream for account in accounts for stream in account["stream_detail"])
            return str(next(one["cluster"]["leader"] for one in streams if one["name"] == STREAM))
    return ""
