"""A real nats-server for the tests of the bus, on a port of its own, killed and started again as a test likes."""

import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from sanjha.kernel import context, events
from sanjha.kernel.bus import receiving
from sanjha.kernel.bus.stream import Bus
from sanjha.kernel.ids import new_id
from sanjha.kernel.tests.declared import taken_back

PROGRAM = Path(sys.executable).with_name("nats-server")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass
class Server:
    """One nats-server that keeps its streams in a folder."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def address(self):
        return f"nats://127.0.0.1:{self.port}"

    def start(self):
        command = [PROGRAM, "-js", "-sd", self.folder, "-a", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _try in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("nats-server does not start")

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "nats")
    server.start()
    yield server
    server.kill()
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def bus(server):
    bus = Bus(server.address)
    yield bus
    bus.close()


@pytest.fixture
def happened():
    """A kind of event that only the test knows."""
    with taken_back():

        @events.event(version=2)
        @dataclass(frozen=True)
        class Happened:
            number: int
            subject: UUID

        yield Happened


@pytest.fixture
def seen(happened):
    """What the handler of `sewa` got."""
    seen = []

    @events.subscribes(happened, by="sewa")
    def _note(event, *, event_id):
        seen.append((event.number, event_id, context.request_id()))

    return seen


def publish(happened, *numbers):
    with context.request_scope("request-1"), transaction.atomic():
        return [events.publish(happened(number, new_id())) for number in numbers]


def receive_all(bus, service="sewa"):
    total = 0
    while got := receiving.receive(bus, service, seconds=0.3):
        total += got
    return total
