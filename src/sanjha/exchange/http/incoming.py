"""A request of a member as it came, refused when its headers can be read in two ways."""

import re
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from django.http import HttpRequest, UnreadablePostError

from sanjha.exchange.http.faults import Fault
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.kernel.signatures import Message
from sanjha.kernel.slow_bodies import TooSlow

LARGEST = 64 * 1024
"""Bytes of the body: arguments, never files."""
LONGEST_SECONDS = 10
"""Within which the body must have come."""
_PART = 256

T = TypeVar("T")

_CLIENT = re.compile(r"[A-Z0-9]{1,10}/[A-Z]{1,6}/[A-Z0-9-]{1,20}/[A-Z0-9-]{1,24}")
_PLAIN = re.compile(r"[\x21-\x2b\x2d-\x7e](?:[\x20-\x2b\x2d-\x7e]{0,198}[\x21-\x2b\x2d-\x7e])?")
_FACTS = re.compile(r"[a-z0-9_.]+(?:\+[a-z0-9_.]+)*")
_PURPOSE = re.compile(r"[A-Z0-9-]{1,60}")
_ANSWERS = ("x-road-service", "x-road-request-id", "x-road-request-hash", "x-road-error")


@dataclass(frozen=True)
class Incoming:
    """`fields` by lower-case name; `client` is claimed, not yet proved."""

    message: Message
    client: str

    @property
    def case(self) -> str:
        return self.message.fields.get("x-road-issue", "")

    @property
    def identifier(self) -> str:
        return self.message.fields.get("x-road-id", "")

    @property
    def purpose(self) -> str:
        return self.message.fields.get("x-sanjha-purpose", "")

    @property
    def facts(self) -> tuple[str, ...]:
        """Those the call names, joined by "+"; none for all that are granted."""
        return tuple(filter(None, self.message.fields.get("x-sanjha-facts", "").split("+")))

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that change what is asked: a signature must cover each of them."""
        return tuple(
            sorted(name for name in self.message.fields if name.startswith(("x-road-", "x-sanjha-")))
        )


def read_incoming(request: HttpRequest, *, needs_purpose: bool = True) -> Incoming:
    """Raises Fault: 400 for doubtful headers, 408 for a body that dribbles, 411 without its length, 413 too large."""
    fields = {name.lower(): value for name, value in request.headers.items()}
    _check_headers(fields)
    if needs_purpose and not _PURPOSE.fullmatch(fields.get("x-sanjha-purpose", "")):
        raise Fault(400, "Client.BadRequest", "x-sanjha-purpose is missing or not in its form")
    if not re.fullmatch(r"[A-Za-z0-9/_.-]+", request.path):
        raise Fault(400, "Client.BadRequest", "the path holds characters that no service has")
    message = Message(
        method=str(request.method),
        authority=fields.get("host", ""),
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        fields=fields,
        body=_body_of(request, fields),
    )
    return Incoming(message, fields["x-road-client"])


def decoded(incoming: Incoming, kind: type[T]) -> T:
    """The JSON body by its type. Raises DomainError."""
    try:
        return msgspec.json.decode(incoming.message.body, type=kind)
    except msgspec.MsgspecError as error:
        raise DomainError(str(error), code="not-as-declared") from None


def _check_headers(fields: dict[str, str]) -> None:
    for name, value in fields.items():
        if not name.startswith(("x-road-", "x-sanjha-")):
            continue
        if name in _ANSWERS:
            raise Fault(400, "Client.BadRequest", f"{name} is for answers only")
        # A repeated header arrives joined by a comma, so a comma stands for a repetition.
        if not _PLAIN.fullmatch(value):
            raise Fault(400, "Client.BadRequest", f"{name} is repeated, empty, too long or not plain ASCII")
    if not _CLIENT.fullmatch(fields.get("x-road-client", "")):
        raise Fault(400, "Client.BadRequest", "x-road-client is missing or not in its form")
    if len(fields.get("x-road-issue", "")) > 120:
        raise Fault(400, "Client.BadRequest", "x-road-issue is too long")
    if "x-sanjha-facts" in fields and not _FACTS.fullmatch(fields["x-sanjha-facts"]):
        raise Fault(400, "Client.BadRequest", "x-sanjha-facts is not in its form")


def _body_of(request: HttpRequest, fields: dict[str, str]) -> bytes:
    if "transfer-encoding" in fields:
        raise Fault(411, "Client.BadRequest", "send Content-Length, not Transfer-Encoding")
    length = fields.get("content-length", "") or "0"
    if not re.fullmatch(r"[0-9]{1,18}", length):
        raise Fault(400, "Client.BadRequest", "content-length is no number")
    if int(length) > LARGEST:
        raise Fault(413, "Client.BadRequest", f"more than {LARGEST} bytes")
    parts, missing, started = [], int(length), clock.now()
    while missing:
        try:
            part = request.read(min(missing, _PART))
        except UnreadablePostError as error:
            if isinstance(error.__cause__, TooSlow):
                raise _too_slow() from None
            part = b""
        if not part:
            raise Fault(400, "Client.BadRequest", "the body is shorter than its length")
        if (clock.now() - started).total_seconds() > LONGEST_SECONDS:
            raise _too_slow()
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _too_slow() -> Fault:
    return Fault(408, "Client.BadRequest", f"the body did not come within {LONGEST_SECONDS} seconds")
