"""What a request of these APIs says: its client, its body, its numbers. Everything else is refused with 400."""

import json
import math
from typing import Any

from django.http import HttpRequest

from sanjha.registries import rules
from sanjha.registries.rules import BadRequest

CLIENT = "Information-Mediator-Client"
ROOM_CLIENT = "X-GovStack-Client"
ROOM_CLIENTS = (ROOM_CLIENT, "X-Road-Client")
"""The header of the specification, then the one that its published tests send."""


def client_of(request: HttpRequest) -> str:
    """The caller's system. Raises BadRequest without it."""
    return rules.check_client(request.headers.get(CLIENT, "").strip(), CLIENT)


def room_client_of(request: HttpRequest) -> str:
    """The caller's system, as the Information Mediator's APIs say it. Raises BadRequest without it."""
    return rules.check_client(_said(request, ROOM_CLIENTS), ROOM_CLIENT)


def room_client_if_said(request: HttpRequest) -> str:
    """The caller's system, under any of the names, or nothing. Raises BadRequest for another form."""
    said = _said(request, (*ROOM_CLIENTS, CLIENT))
    return rules.check_client(said, ROOM_CLIENT) if said else ""


def _said(request: HttpRequest, headers: tuple[str, ...]) -> str:
    return next((request.headers[name] for name in headers if name in request.headers), "").strip()


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises BadRequest when there is none, or what no store can hold."""
    if not request.body.strip():
        raise BadRequest("empty body")
    try:
        text = request.body.decode("utf-8")
        data = json.loads(text, parse_constant=_no_number, parse_float=_number)
        json.dumps(data, ensure_ascii=False).encode()  # half a character of two is no text
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None
    if not isinstance(data, dict):
        raise BadRequest("the body is not a JSON object")
    if "\\u0000" in text:
        raise BadRequest("text holds no null character")
    return data


def content_of(body: dict[str, Any], part: str, *, optional: bool = False) -> dict[str, Any]:
    """`part.content` of the body. Raises BadRequest when it is missing or no object."""
    if optional and part not in body:
        return {}
    held = body.get(part)
    content = held.get("content") if isinstance(held, dict) else None
    if not isinstance(content, dict):
        raise BadRequest(f"{part}.content is required, an object", field=part)
    return content


def whole_number(request: HttpRequest, *names: str, default: int) -> int:
    """A number of the address, under the first of its names that is there. Raises BadRequest for anything else."""
    text = next((request.GET[name] for name in names if name in request.GET), str(default))
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise BadRequest(f"{names[0]} is a whole number", field=names[0])
    return int(text)


def asked(request: HttpRequest, *names: str) -> str:
    """A text of the address, under the first of its names that is there; else empty."""
    return next((request.GET[name] for name in names if name in request.GET), "").strip()


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
