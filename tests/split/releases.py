"""Two releases of Sanjha that run at the same time: this tree, and one made of it with other contracts; one address for both."""

import http.client
import itertools
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sanjha.project.story.server import own_server

ROOT = Path(__file__).resolve().parents[2]
THIS = ROOT / "src"

_PREPARE = """
import django; django.setup()
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.project.running import house
from sanjha.project.tables import migrate
with house():
    migrate(verbosity=0)
    load_demo_places()
"""


@dataclass(frozen=True)
class Change:
    """What another release says instead, in one file."""

    file: str
    was: str
    now: str


def made_of_this(folder: Path, changes: Sequence[Change]) -> Path:
    """A copy of this tree's source with the changes; what each replaces must be there."""
    shutil.copytree(
        THIS / "sanjha", folder / "sanjha", ignore=shutil.ignore_patterns("tests", "__pycache__", "*.po")
    )
    for change in changes:
        file = folder / "sanjha" / change.file
        text = file.read_text(encoding="utf-8")
        assert text.count(change.was) == 1, f"{change.file}: {change.was}"
        file.write_text(text.replace(change.was, change.now), encoding="utf-8")
    return folder


@contextmanager
def release(source: Path, **more: str) -> Iterator[dict[str, str]]:
    """Inside, whatever is started runs from that source."""
    chosen = {
        "PYTHONPATH": str(source),
        "SANJHA_CATALOGUE": str(ROOT / "catalogue"),
        "DJANGO_SETTINGS_MODULE": "sanjha.project.settings",
        **more,
    }
    with pytest.MonkeyPatch.context() as patched:
        for name, value in chosen.items():
            patched.setenv(name, value)
        patched.delenv("DATABASE_URL", raising=False)
        yield dict(os.environ)


def prepare(home: Path) -> None:
    """A store with tables and the demonstration's places."""
    with release(THIS, SANJHA_HOME=str(home)) as environment:
        subprocess.run([sys.executable, "-c", _PREPARE], env=environment, check=True, capture_output=True)


@contextmanager
def serving(source: Path, home: Path) -> Iterator[str]:
    """A process of that release on the store at `home`; its address."""
    with release(source):
        server = own_server(home, "serve", "--workers", "1")
        address = server.__enter__()
    try:
        yield address
    finally:
        server.__exit__(None, None, None)


def asked(source: Path, home: Path, address: str, questions: Sequence[dict[str, Any]]) -> list[Any]:
    """The answers that a caller of that release gets at the address, in plain values; a refusal as its code."""
    with release(
        source, SANJHA_HOME=str(home), SANJHA_UNIT="newer", SANJHA_REMOTE_PLACES=address
    ) as environment:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("asking.py"))],
            env=environment,
            input=json.dumps(list(questions)),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


@dataclass
class OneAddress:
    """Passes each request on to the next of its houses, and counts how many each has answered."""

    houses: list[str]
    port: int = 0
    answered: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._turns = itertools.count()
        self._lock = threading.Lock()
        outer = self

        class Passing(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"] or 0))
                asked = dict(self.headers.items())
                status, headers, answer = outer.passed_on(self.command, self.path, asked, body)
                self.send_response_only(status)
                for name in ("content-type", "sunset"):
                    if name in headers:
                        self.send_header(name, headers[name])
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST  # noqa: N815 as the base class names them

            def log_message(self, *_words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Passing)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def passed_on(self, verb: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any, bytes]:
        with self._lock:
            house = self.houses[next(self._turns) % len(self.houses)]
        connection = http.client.HTTPConnection(house.removeprefix("http://"), timeout=10)
        connection.request(verb, path, body, headers)
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        with self._lock:
            self.answered[house] += 1
        return answer.status, answer.headers, read

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
