"""The bare echo beside which contract calls are measured: the same server, framework, headers and body, and no more.

Nothing is proved, remembered or looked up. It runs in processes of its own, so that no installation answers like this.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import httpx
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sanjha.kernel import wire
from sanjha.project import web
from sanjha.project.failure import Failure
from sanjha.project.ports import free_port
from sanjha.project.supervisor import Child

TEXT = "PB/BNL/REV-INCOME/2026/0000001-W"
PATIENCE = 30.0


class Echo:
    """Reads what came and answers as much as the echo of a contract call does."""

    def __init__(self, _get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = wire.encode(TEXT)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.read(wire.LARGEST)
        return HttpResponse(self._answer, content_type="application/json")


@contextmanager
def echoing(folder: Path) -> Iterator[str]:
    """The address of a bare echo that runs for as long as this lasts."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    child = Child("bare echo", [sys.executable, "-m", __name__, str(port)], folder / "bare-echo.log")
    child.start()
    try:
        _wait(child, address)
        yield address
    finally:
        child.stop()


def _wait(child: Child, address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not child.has_ended():
        try:
            httpx.get(address, timeout=1, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise Failure(child.how_it_ended())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")
    django.setup()
    settings.MIDDLEWARE = ["sanjha.kernel.web.RequestMiddleware", "sanjha.project.bench.bare.Echo"]
    web.serve(host="127.0.0.1", port=int(sys.argv[1]), workers=2, threads=4)
