"""A nats-server of our own, for trying out, for measuring and for tests. Production runs a cluster of three."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sanjha.project.failure import Failure
from sanjha.project.lifeline import tied_to_this_process
from sanjha.project.ports import free_port

PROGRAM = Path(sys.executable).with_name("nats-server")
PATIENCE = 10.0


@dataclass(frozen=True)
class Node:
    """One server of a cluster on this machine, or a single one."""

    name: str
    port: int
    folder: Path
    cluster_port: int = 0
    monitor_port: int = 0

    @property
    def address(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    @property
    def monitor(self) -> str:
        """Where it tells of itself, when it has a port for that: <https://docs.nats.io/running-a-nats-service/nats_admin/monitoring>."""
        return f"http://127.0.0.1:{self.monitor_port}"

    @property
    def is_up(self) -> bool:
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def command(self, nodes: Sequence["Node"]) -> list[str]:
        """Run it beside these, itself among them."""
        alone = [str(PROGRAM), "-js", "-sd", str(self.folder), "-a", "127.0.0.1", "-p", str(self.port)]
        if self.monitor_port:
            alone += ["-m", str(self.monitor_port)]
        if len(nodes) == 1:
            return alone
        routes = ",".join(f"nats://127.0.0.1:{node.cluster_port}" for node in nodes)
        cluster = ["--cluster_name", "sanjha", "--cluster", f"nats://127.0.0.1:{self.cluster_port}"]
        return [*alone, "--server_name", self.name, *cluster, "--routes", routes]


def plan_nodes(folder: Path, count: int) -> list[Node]:
    """So many servers on free ports; three of them keep every event three times."""
    return [
        Node(
            f"nats-{number}",
            free_port(),
            folder / str(number),
            free_port() if count > 1 else 0,
            free_port(),
        )
        for number in range(1, count + 1)
    ]


@contextmanager
def own_nats(folder: Path) -> Iterator[str]:
    """Run one on a free port of this machine, its streams below `folder`; yields its address. Raises Failure."""
    node = Node("nats", free_port(), folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "nats.log").open("ab") as log:
        process = subprocess.Popen(
            node.command([node]),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=tied_to_this_process(signal.SIGKILL),  # noqa: PLW1509 one call of the C library
            env=os.environ,
        )
    try:
        _wait(process, node)
        yield node.address
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], node: Node) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if node.is_up:
            return
        time.sleep(0.05)
    raise Failure(f"nats-server does not start; {node.folder / 'nats.log'} says why.")
