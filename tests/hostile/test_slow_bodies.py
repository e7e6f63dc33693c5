"""Many who send a request drop by drop do not hold the server: each is cut, and others are served."""

import socket
import threading
import time

import httpx

from sanjha.kernel.slow_bodies import GRACE_SECONDS
from tests.hostile.siege import Siege

LINES = 12
"""More than the demonstration has threads."""


class Slow:
    """One connection that promises a body and gives a byte a second of it."""

    def __init__(self, base: str, path: str) -> None:
        host, _colon, port = base.removeprefix("http://").partition(":")
        self.line = socket.create_connection((host, int(port)), timeout=60)
        head = [
            f"POST {path} HTTP/1.1",
            f"Host: {host}:{port}",
            "Content-Type: application/json",
            "Content-Length: 5000",
            "X-Road-Client: PB/GOV/AGRI/FARMS",
            "X-Sanjha-Purpose: AGRI-SUBSIDY",
        ]
        self.line.sendall("\r\n".join([*head, "", ""]).encode())
        self.started, self.ended, self.answer = time.monotonic(), 0.0, b""
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._drip, self._listen)]
        for thread in self.threads:
            thread.start()

    def _drip(self) -> None:
        while not self.ended and time.monotonic() - self.started < 50:
            try:
                self.line.sendall(b"{")
            except OSError:
                return
            time.sleep(1)

    def _listen(self) -> None:
        try:
            while part := self.line.recv(65536):
                self.answer += part
        except OSError:
            pass
        self.ended = time.monotonic()

    def seconds(self) -> float:
        """Until the line was cut."""
        for thread in self.threads:
            thread.join(60)
        self.line.close()
        return self.ended - self.started


def test_slow_body_is_cut(siege: Siege) -> None:
    path = "/r1/PB/GOV/SANJHA/people/v1/resident"
    lines = [Slow(siege.base, path if number % 2 else "/login/citizen/") for number in range(LINES)]
    waited = time.monotonic()
    assert httpx.get(f"{siege.base}/health/ready", timeout=60).status_code == 200
    # Two rounds of threads are held for the grace at most before a newcomer is served.
    assert time.monotonic() - waited < 2 * GRACE_SECONDS + 10
    assert max(line.seconds() for line in lines) < 2 * GRACE_SECONDS + 15
    at_the_door = [line.answer for line in lines[1::2] if line.answer]
    # Those whose turn had not come yet are cut along with the others of their address: for the door they are too short.
    assert {answer[9:12] for answer in at_the_door} <= {b"408", b"400"}
    assert any(answer.startswith(b"HTTP/1.1 408 ") for answer in at_the_door)
    assert not any(line.answer.startswith(b"HTTP/1.1 5") for line in lines)
    started = time.monotonic()
    assert siege.anybody().get("/").status == 200
    assert time.monotonic() - started < 5
