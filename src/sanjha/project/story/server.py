"""A whole Sanjha with a store of its own, for the length of one story."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from sanjha.project.ports import free_port
from sanjha.project.story.browser import StoryBroken

PATIENCE = 180.0


@contextmanager
def own_server(home: Path, command: str = "demo", *options: str) -> Iterator[str]:
    """Run `sanjha demo` (or `serve`, with options) on a free port with its home at `home`; yields its address. It is stopped at the end."""
    port = free_port()
    log = home / "story-server.log"
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "SANJHA_HOME": str(home),
        "SANJHA_DEMO": "1",
        "SANJHA_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("DATABASE_URL", None)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanjha.project", command, *options, "--port", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if process.poll() is not None:
            raise StoryBroken(f"the server ended at once: {_last_line(log)}")
        try:
            if httpx.get(f"{address}/health/ready", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise StoryBroken(f"the server was not ready after {PATIENCE:.0f} seconds: {_last_line(log)}")


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
