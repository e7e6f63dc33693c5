"""Calls of an operation whose service runs elsewhere: signed, bounded in time, with a declared failure."""

from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from typing import Any, Protocol

import httpx
import msgspec
import structlog
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanjha.kernel import clock, context, peers, signatures, unwritten, wire
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.signatures import Message

log = structlog.get_logger(__name__)

CONNECT_SECONDS = 1.0
"""A process that is there answers a knock at once; nobody waits longer for one that is down."""
TRIES = 2
"""Knocks: while a process is being replaced by its successor the first may find a closed door."""


class Declared(Protocol):
    """What a remote call needs to know of an operation."""

    @property
    def name(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def seconds(self) -> float: ...
    @property
    def stub(self) -> Callable[..., Any]: ...


def call(operation: Declared, address: str, consumer: str, arguments: Mapping[str, Any]) -> Any:
    """The operation's answer from the process at `address`, on behalf of whoever acts here.

    Raises what the provider raised; Unavailable when nobody answers in time or the answer is not one.
    """
    unwritten.settle()
    path = f"{wire.PATH}{operation.name}"
    body = wire.encode_call(
        consumer=peers.consumer_name(consumer),
        actor=context.actor(),
        request_id=context.request_id(),
        language=get_language() or "",
        arguments=arguments,
        given=context.given_only(operation.name),
    )
    answer = _sent(operation, address, path, body)
    try:
        if answer.status_code == httpx.codes.OK:
            _note_end(operation.name, answer.headers.get("sunset", ""))
            return wire.decode_result(operation.stub, answer.content)
        problem = msgspec.json.decode(answer.content, type=wire.Problem)
    except msgspec.MsgspecError as error:
        log.error(
            "answer not understood", operation=operation.name, status=answer.status_code, why=str(error)
        )
        raise _unavailable(operation) from None
    raise wire.error_of(problem)


@cache
def _note_end(name: str, ends: str) -> None:
    """Said once in the life of a process: whoever runs it learns that a new version of the caller is due."""
    if ends:
        log.warning("this operation is going away", operation=name, ends=ends)


def _sent(operation: Declared, address: str, path: str, body: bytes) -> httpx.Response:
    url = _url(address, path)
    authority = url.netloc.decode()
    fields = {"content-type": "application/json"}
    for left in reversed(range(TRIES)):
        # Signed anew for each try: a nonce counts once.
        message = Message("POST", authority, path, "", fields, body)
        signed = signatures.signed_fields(
            message, key_id=peers.own_unit(), key=peers.own_key(), now=int(clock.now().timestamp())
        )
        try:
            request = httpx.Request(
                "POST", url, headers={**fields, **signed}, content=body, extensions=_patience(operation)
            )
            with closing(_line().handle_request(request)) as answer:
                answer.read()
            return answer
        except httpx.ConnectError as error:
            if left:
                continue
            log.warning("no answer", operation=operation.name, address=address, why=str(error))
        except httpx.HTTPError as error:
            log.warning("no answer", operation=operation.name, address=address, why=repr(error))
            break
    raise _unavailable(operation)


def _patience(operation: Declared) -> dict[str, Any]:
    return {"timeout": httpx.Timeout(operation.seconds, connect=CONNECT_SECONDS).as_dict()}


@cache
def _url(address: str, path: str) -> httpx.URL:
    """There are as many as operations that are called."""
    return httpx.URL(f"{address}{path}")


def _unavailable(operation: Declared) -> Unavailable:
    return Unavailable(
        _("The service %(service)s does not answer just now. Try again in a few minutes.")
        % {"service": operation.service},
        code="service-unavailable",
    )


@cache
def _line() -> httpx.BaseTransport:
    """One for the process: connections are kept open between calls. Proxies of the environment are for the outside.

    Without a client around it: cookies, redirects and sign-in are for people, and took a fifth of each call.
    """
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30)
    return httpx.HTTPTransport(limits=limits, trust_env=False)
