"""Nobody holds a thread of the server with drops: the body of a request arrives at a pace, or its line is cut.

A read of the body waits inside the web server until data come, and nothing but the end of the connection ends that wait. So a
watchman shuts the receiving side of a connection that is too slow: the read returns, the request is answered, the
thread is free. A proxy in front that hands over whole bodies makes this rare; without one it is the only guard.
"""

import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import structlog

log = structlog.get_logger(__name__)

GRACE_SECONDS = 10.0
"""For a body of any length; a small one must be there by then."""
SLOWEST = 4 * 1024
"""Bytes a second that a larger one must keep up on the whole: the slowest line that a counter may have."""
_PART = 16 * 1024
_LOOK_SECONDS = 0.5
_LAST_SENT, _LAST_RECEIVED = 44, 52
"""Where struct tcp_info (linux/tcp.h) tells how many milliseconds ago data were sent, and received."""
_DRIPS_WITHIN = 3000
"""Milliseconds between two drops, at most."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


class TooSlow(TimeoutError):
    """The body did not arrive in time. An OSError, as frameworks expect of a broken line."""


class InTime:
    """A WSGI application whose requests must arrive in time."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH", "") in {"", "0"} and "HTTP_TRANSFER_ENCODING" not in environ:
            return self._application(environ, start_response)
        body = Body(environ["wsgi.input"], environ.get("REMOTE_ADDR", ""), environ.get("SERVER_PORT", ""))
        environ["wsgi.input"] = body
        try:
            return self._application(environ, start_response)
        finally:
            _WATCH.forget(body)


class Body:
    """The body of one request. A read raises TooSlow once it is behind its pace."""

    def __init__(self, stream: Stream, address: str, port: str) -> None:
        self._stream, self.address, self.port = stream, address, port
        self._started, self._received = 0.0, 0
        self.is_waiting = False

    @property
    def seconds_behind(self) -> float:
        """By how much it is late; negative while it is in time."""
        return time.monotonic() - self._started - GRACE_SECONDS - self._received / SLOWEST

    @property
    def silent_for(self) -> float:
        """Seconds for which this connection has heard nothing from us, at least: since the first read."""
        return time.monotonic() - self._started

    def read(self, size: int = -1, /) -> bytes:
        parts: list[bytes] = []
        while size:
            part = self._waited_for(self._stream.read, _PART if size < 0 else min(size, _PART))
            parts.append(part)
            size -= len(part) if size > 0 else 0
            if not part:
                break
        return b"".join(parts)

    def readline(self, size: int = -1, /) -> bytes:
        return self._waited_for(self._stream.readline, size)

    def _waited_for(self, read: Callable[[int], bytes], size: int) -> bytes:
        if not self._started:
            self._started = time.monotonic()
            _WATCH.keep_an_eye_on(self)
        if self.seconds_behind > 0:
            raise TooSlow("the body is too slow")
        self.is_waiting = True
        try:
            part = read(size)
        finally:
            self.is_waiting = False
        if self.seconds_behind > 0:
            raise TooSlow("the body is too slow")
        self._received += len(part)
        return part


class Watch:
    """Looks at the bodies that are being read, in one thread, as long as there are any."""

    def __init__(self) -> None:
        self._bodies: set[Body] = set()
        self._changed = threading.Condition()
        self._process = 0

    def keep_an_eye_on(self, body: Body) -> None:
        with self._changed:
            self._bodies.add(body)
            if self._process != os.getpid():  # a forked process has no threads of its parent
                self._process, self._bodies = os.getpid(), {body}
                threading.Thread(target=self._look, name="slow-bodies", daemon=True).start()
            self._changed.notify()

    def forget(self, body: Body) -> None:
        with self._changed:
            self._bodies.discard(body)

    def _look(self) -> None:
        cut: set[Line] = set()
        while True:
            with self._changed:
                while not self._bodies:
                    cut.clear()
                    self._changed.wait()
                late = [body for body in self._bodies if body.is_waiting and body.seconds_behind > 0]
            for body in late:
                line = cut_slowest(body.address, body.port, silent_for=body.silent_for, but=cut)
                if line is not None:
                    cut.add(line)
                log.warning("slow body cut", address=body.address, found=line is not None)
            time.sleep(_LOOK_SECONDS)


class Line(NamedTuple):
    """A connection: the descriptor here, and address and port there."""

    descriptor: int
    peer: tuple[str, int]


def cut_slowest(address: str, port: str, *, silent_for: float, but: Collection[Line] = ()) -> Line | None:
    """Stop receiving on that connection from `address` to our port which is most likely the slow one.

    The web server does not tell which connection a request came by. It is one on which we sent nothing for so many seconds,
    rather one that still drips than one that may have said everything and waits for its turn, and of several the
    oldest, which is served first. When it was another one, the next look takes the next: `but` are those cut before. None
    where there is none, or no /proc.
    """
    found = []
    with suppress(FileNotFoundError):
        for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 names only, and quickly
            with suppress(OSError, ValueError):
                found += _candidates(int(name), address, port, silent_for)
    for _rank, line in sorted(found):
        if line not in but:
            with suppress(OSError), socket.socket(fileno=os.dup(line.descriptor)) as chosen:
                if chosen.getpeername()[:2] == line.peer:
                    chosen.shutdown(socket.SHUT_RD)
                    return line
    return None


def _candidates(
    descriptor: int, address: str, port: str, silent_for: float
) -> list[tuple[tuple[bool, int], Line]]:
    if not str(Path(f"/proc/self/fd/{descriptor}").readlink()).startswith("socket:"):
        return []
    with socket.socket(fileno=os.dup(descriptor)) as line:
        if line.family not in {socket.AF_INET, socket.AF_INET6} or line.type != socket.SOCK_STREAM:
            return []
        peer = line.getpeername()[:2]
        if peer[0] != address or str(line.getsockname()[1]) != port:
            return []
        told = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_RECEIVED + 4)
    (silent,), (still,) = (struct.unpack_from("=I", told, at) for at in (_LAST_SENT, _LAST_RECEIVED))
    if silent < (silent_for - _LOOK_SECONDS) * 1000:
        return []
    return [((still > _DRIPS_WITHIN, -silent), Line(descriptor, peer))]


_WATCH = Watch()
