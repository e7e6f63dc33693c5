"""`sanjha demo` as a whole: from an empty home to the sign-in page, through kills, to a clean end."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from sanjha.project.ports import free_port
from sanjha.project.store import PrivateStore
from sanjha.project.tests.watching import kill, left_below, processor_seconds, running_below, wait_until

COMMAND = [sys.executable, "-m", "sanjha.project", "demo"]
Demo = subprocess.Popen[str]


def environment(home: Path) -> dict[str, str]:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("SANJHA_", "DATABASE_URL"))
    }
    # The home also marks every process, so that the test finds those that are left.
    return {**plain, "SANJHA_HOME": str(home)}


@pytest.fixture
def start(empty_home: Path) -> Iterator[Callable[[int], Demo]]:
    """Start a demonstration at a port; its working folder is the home."""
    started: list[Demo] = []

    def run(port: int) -> Demo:
        process = subprocess.Popen(
            [*COMMAND, "--port", str(port)],
            cwd=empty_home,
            env=environment(empty_home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def lines_until(process: Demo, word: str) -> list[str]:
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            return lines
    raise AssertionError("".join(lines))


def status(address: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as response:
            return int(response.status)
    except OSError:
        return 0


def process_named(home: Path, word: str) -> int:
    return min(number for number, command in running_below(home).items() if word in command)


def postmaster(home: Path) -> int:
    return int((home / "postgres/data/postmaster.pid").read_text().split()[0])


def test_a_demonstration_comes_up_survives_and_leaves_nothing_behind(empty_home, start):
    port = free_port()
    ready = f"http://127.0.0.1:{port}/health/ready"
    demo = start(port)
    said = lines_until(demo, "Stop with Ctrl-C")
    assert any("Tables" in line for line in said)
    sign_in = next(line.split()[-1] for line in said if line.startswith("Sign in"))
    assert (status(ready), status(sign_in)) == (200, 200)

    # A second demonstration on the port is refused in one line that names the way out.
    refused = subprocess.run(
        [*COMMAND, "--port", str(port)],
        check=False,
        env=environment(empty_home),
        capture_output=True,
        text=True,
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"sanjha: Port {port} is taken")
    assert refused.stderr.count("\n") == 1

    # Worker, web server and store are killed; each comes back.
    worker = process_named(empty_home, " worker")
    kill(worker)
    lines_until(demo, "worker process was killed by signal 9; it is started again")
    kill(process_named(empty_home, " serve"))
    lines_until(demo, "web process was killed by signal 9; it is started again")
    kill(postmaster(empty_home))
    wait_until(lambda: status(ready) == 200, seconds=30)
    assert process_named(empty_home, " worker") != worker

    # A short command joins the running store and leaves it running.
    with PrivateStore(empty_home) as store, psycopg.connect(store.conninfo) as connection:
        assert connection.execute("SELECT count(*) > 20 FROM django_migrations").fetchone() == (True,)
    assert status(ready) == 200

    # Everything ends with the command, even when it is killed.
    kill(demo.pid)
    assert left_below(empty_home, seconds=25) == {}

    # Later starts skip what is there and are usable within ten seconds. Processor time stands for the clock, since
    # this machine may have other work; an idle one is not slower.
    demo = start(port)
    said = lines_until(demo, "Stop with Ctrl-C")
    assert not any("Tables" in line for line in said)
    assert processor_seconds(empty_home) < 10
    demo.send_signal(signal.SIGINT)
    assert "Stopping" in demo.communicate(timeout=30)[0]
    assert demo.returncode == 0
    assert running_below(empty_home) == {}
