"""A department's system on this machine, as raw as it may be: it gets the bytes and answers what it is told."""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress


def http(status: int, body: bytes | dict, kind: str = "application/json", **fields: str) -> bytes:
    """An answer as bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Words", f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


class Asked:
    """One request as it came."""

    def __init__(self, raw: bytes):
        head, _gap, self.body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        self.method, self.path, _version = first.split(" ")
        self.fields = {
            name.lower(): value for name, _colon, value in (line.partition(": ") for line in lines)
        }

    def json(self):
        return json.loads(self.body)


class Listener:
    """Keeps what came, and answers by `answer` (bytes, or a function of the socket and the request)."""

    def __init__(self):
        self.came: list[Asked] = []
        self.connections = 0
        self.answer: bytes | Callable[[socket.socket, Asked], bytes | None] = http(200, {})
        self._line = socket.create_server(("127.0.0.1", 0))
        self.port = self._line.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/sanjha"

    def run(self) -> None:
        while True:
            try:
                line, _peer = self._line.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()

    def _serve(self, line: socket.socket) -> None:
        self.connections += 1
        with line:
            raw = b""
            while b"\r\n\r\n" not in raw or len(raw) < self._length(raw):
                part = line.recv(65536)
                if not part:
                    return
                raw += part
            asked = Asked(raw)
            self.came.append(asked)
            answer = self.answer(line, asked) if callable(self.answer) else self.answer
            try:
                if answer:
                    line.sendall(answer)
            except OSError:
                return

    @staticmethod
    def _length(raw: bytes) -> int:
        head, _gap, _body = raw.partition(b"\r\n\r\n")
        for row in head.split(b"\r\n"):
            if row.lower().startswith(b"content-length:"):
                return len(head) + 4 + int(row.partition(b":")[2])
        return len(head) + 4


@contextmanager
def listening():
    listener = Listener()
    thread = threading.Thread(target=listener.run, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.close()
        thread.join(5)
