"""Answers of the door with the headers of the X-Road message protocol for REST."""

import base64
from hashlib import sha512
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import Incoming
from sanjha.kernel import context
from sanjha.kernel.errors import DomainError
from sanjha.kernel.http import problem
from sanjha.kernel.ids import new_id
from sanjha.kernel.retirement import Retirement
from sanjha.kernel.signatures import Message

JSON = "application/json"


def request_hash(message: Message) -> str:
    """base64(SHA512(SHA512(headers) + SHA512(body))), without a body base64(SHA512(headers)) (PR-REST 1.0.4).

    "headers" are here the request line and the X-Road and X-Sanjha fields and Content-Type that came, by lower-case
    name in the order of the alphabet, each line ended by CR LF: what both sides see alike, whatever stands between.
    """
    target = message.path + (f"?{message.query}" if message.query else "")
    told = [
        name
        for name in sorted(message.fields)
        if name.startswith(("x-road-", "x-sanjha-")) or (name == "content-type" and message.body)
    ]
    lines = [f"{message.method} {target}", *(f"{name}:{message.fields[name]}" for name in told)]
    headers = sha512("".join(f"{line}\r\n" for line in lines).encode()).digest()
    whole = sha512(headers + sha512(message.body).digest()).digest() if message.body else headers
    return base64.b64encode(whole).decode()


def answered(result: Any, retires: Retirement | None = None) -> HttpResponse:
    """The result; when the operation is going away, it says so (RFC 9745, RFC 8594)."""
    said = retires.fields() if retires else None
    return HttpResponse(msgspec.json.encode(result), content_type=JSON, headers=said)


def refused_by_provider(error: DomainError) -> HttpResponse:
    """A refusal of the service itself: no fault of the exchange, so without X-Road-Error."""
    return problem(error.status, error.code, str(error))


def fault(error: Fault) -> HttpResponse:
    """A fault of the exchange layer: X-Road-Error, and the same in JSON."""
    body = {"type": error.code, "message": error.words, "detail": context.request_id()}
    response = HttpResponse(msgspec.json.encode(body), status=error.status, content_type=JSON)
    response["X-Road-Error"] = error.code
    if error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    return response


def with_headers(
    response: HttpResponse, request: HttpRequest, incoming: Incoming | None, service: str
) -> HttpResponse:
    """The answer with the fields that the protocol demands; without a readable request only with an id."""
    response["X-Road-Request-Id"] = str(new_id())
    response["Cache-Control"] = "no-store"
    if incoming is not None:
        response["X-Road-Client"] = incoming.client
        response["X-Road-Service"] = service
        response["X-Road-Id"] = incoming.identifier or context.request_id()
        response["X-Road-Request-Hash"] = request_hash(incoming.message)
    return response
