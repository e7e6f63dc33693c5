"""A nats-server of our own, for trying out, for measuring and for tests. Production runs a cluster of three."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanjha.project.failure import Failure
from sanjha.project.lifeline import tied_to_this_process
from sanjha.project.ports import free_port

PROGRAM = Path(sys.executable).with_name("nats-server")
PATIENCE = 10.0


@contextmanager
def own_nats(folder: Path) -> Iterator[str]:
    """Run one on a free port of this machine, its streams below `folder`; yields its address. Raises Failure."""
    port = free_port()
    command = [str(PROGRAM), "-js", "-sd", str(folder), "-a", "127.0.0.1", "-p", str(port)]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "nats.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=tied_to_this_process(signal.SIGKILL),  # noqa: PLW1509 one call of the C library
            env=os.environ,
        )
    try:
        _wait(process, port, folder)
        yield f"nats://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Failure(f"nats-server does not start; {folder / 'nats.log'} says why.")
