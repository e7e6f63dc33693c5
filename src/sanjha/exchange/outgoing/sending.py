"""One signed request to a department's system, and its whole answer or none.

It goes to the address that was checked a moment ago (no second look-up that could answer differently), follows no redirect,
heeds no proxy of the environment, waits no longer than it was told for everything together, and reads no more than
LARGEST bytes.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from sanjha.exchange.outgoing.addresses import Address, Target, checked_addresses, read_address
from sanjha.exchange.outgoing.house_key import KEY_ID, house_key
from sanjha.kernel import clock, signatures, unwritten
from sanjha.kernel.signatures import Message

LARGEST = 1024 * 1024
"""Bytes of an answer."""
_CONNECT_SECONDS = 2.0


class NoAnswer(Exception):
    """Nobody answered in time, or not as HTTP demands; the text is for the log and for whoever keeps the address."""


@dataclass(frozen=True)
class Answer:
    """Status, fields by lower-case name (a repeated one joined by a comma), body."""

    status: int
    fields: Mapping[str, str]
    body: bytes


def post(address: str, body: bytes, fields: Mapping[str, str], *, seconds: float) -> Answer:
    """Send `body` with these fields (lower-case names), all of them signed. Raises BadAddress and NoAnswer."""
    unwritten.settle()
    target = read_address(address)
    allowed = checked_addresses(target)
    message = Message("POST", target.authority, target.path, "", fields, body)
    signed = signatures.signed_fields(
        message, key_id=KEY_ID, key=house_key(), now=int(clock.now().timestamp()), also=tuple(sorted(fields))
    )
    line = _connected(target, allowed, min(seconds, _CONNECT_SECONDS))
    with _Patience(line, seconds) as patience:
        try:
            if target.scheme == "https":
                line = patience.line = _tls().wrap_socket(
                    line, server_hostname=target.host, do_handshake_on_connect=False
                )
                line.do_handshake()
            answer = _exchanged(line, target, body, {**fields, **signed})
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(f"no whole answer within {seconds:g} seconds: {error!r}") from None
    if patience.is_over:
        raise NoAnswer(f"no whole answer within {seconds:g} seconds")
    return answer


class _Patience:
    """Whatever is waited for on the line ends when the time is over; the line is closed at the end in any case."""

    def __init__(self, line: socket.socket, seconds: float) -> None:
        self.line, self.is_over = line, False
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "_Patience":
        self.line.settimeout(None)
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        self.line.close()

    def _end(self) -> None:
        self.is_over = True
        with suppress(OSError):
            socket.socket.shutdown(
                self.line, socket.SHUT_RDWR
            )  # not TLS's own, which would wait for the other side


def _connected(target: Target, allowed: list[Address], seconds: float) -> socket.socket:
    """To the first of the checked addresses that opens. Raises NoAnswer when none does."""
    why = "no address"
    for address in allowed:
        try:
            return socket.create_connection((str(address), target.port), timeout=seconds)
        except OSError as error:
            why = str(error)
    raise NoAnswer(f"no connection: {why}")


def _exchanged(line: socket.socket, target: Target, body: bytes, fields: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = line
    headers = {"Host": target.authority, "Connection": "close", "Accept-Encoding": "identity", **fields}
    connection.request("POST", target.path, body, headers)
    response = connection.getresponse()
    content = response.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"more than {LARGEST} bytes")
    if not response.isclosed() and response.length:
        raise ValueError("cut off")
    found: dict[str, str] = {}
    for name, value in response.getheaders():
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return Answer(response.status, found, content)


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
