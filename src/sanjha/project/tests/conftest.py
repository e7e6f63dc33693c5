"""What the tests of store and processes share: a home in which nothing may be left running, and other processes."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sanjha.project.postgres.layout import Layout
from sanjha.project.store import PrivateStore
from sanjha.project.tests.watching import kill, left_below

SOURCE = Path(__file__).resolve().parents[3]
_MEMORY = Path("/dev/shm")


def _new_folder() -> Path:
    """A short path, in memory where there is room: these tests kill processes, never the machine."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2_000_000_000
    return Path(tempfile.mkdtemp(prefix="sanjha-", dir=_MEMORY if roomy else None))


@pytest.fixture
def empty_home() -> Iterator[Path]:
    """A home for a private store, with a short path; at the end nothing may run in it any more."""
    folder = _new_folder()
    yield folder
    left = left_below(folder)
    kill(*left)
    shutil.rmtree(folder, ignore_errors=True)
    assert not left, f"still running: {left}"


@pytest.fixture(scope="session")
def made_data() -> Iterator[Path]:
    """A data folder as `initdb` makes it, to copy: making one takes most of a test's time."""
    folder = _new_folder()
    with PrivateStore(folder, durable=False) as store:
        pass
    yield store.layout.data
    shutil.rmtree(folder)


@pytest.fixture
def home(empty_home: Path, made_data: Path) -> Path:
    """A home with an empty store that is not running."""
    layout = Layout(empty_home)
    layout.prepare()
    shutil.copytree(made_data, layout.data)
    return empty_home


@pytest.fixture
def python(home: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Run Python code in a process of its own; its standard output comes through a pipe."""
    started: list[subprocess.Popen[str]] = []

    def run(
        code: str, *arguments: object, prefix: tuple[str, ...] = (), **environment: str
    ) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [*prefix, sys.executable, "-c", code, str(home), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()
