"""Answers contract calls that come from other processes: who signed is who calls, and no call counts twice."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import msgspec
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from sanjha.kernel import clock, context, contracts, nonces, peers, signatures, unwritten, wire
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.signatures import BadSignature, Message

log = structlog.get_logger(__name__)
_OWN_PLACE = frozenset({"content-type", "content-length"})
"""Fields that WSGI keeps under names of their own."""


class ContractMiddleware:
    """Answers what is sent to /contracts/ before any other middleware: services have no session, language or page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(wire.PATH):
            return self.get_response(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return answer(request, request.path.removeprefix(wire.PATH))


def answer(request: HttpRequest, name: str) -> HttpResponse:
    """The operation's result, or the refusal with its status. 401 for a call that is not signed as it must be."""
    try:
        return _answered(request, name)
    except BadSignature as error:
        log.warning("call refused", operation=name, why=str(error), address=request.META.get("REMOTE_ADDR"))
        return _refusal(NotPermitted(f"{name}: {error}", code="bad-signature"), status=401)
    except DomainError as error:
        return _refusal(error)


def _answered(request: HttpRequest, name: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > wire.LARGEST:
        raise DomainError(f"{name}: more than {wire.LARGEST} bytes", code="too-large")
    head = _head_of(request)
    signed = signatures.verify_fields(head, key_of=_key_of, now=int(clock.now().timestamp()))
    body = request.read(wire.LARGEST)
    signatures.verify_body(replace(head, body=body))
    if not nonces.is_first_use(signed.key_id, signed.nonce, seconds=2 * signatures.WINDOW):
        raise BadSignature("this request came before")
    operation = contracts.declared_operations().get(name)
    if operation is None or peers.address_of(operation.service) is not None:
        raise NotFound(f"{name} is not provided in this process.", code="no-such-operation")
    try:
        call = msgspec.json.decode(body, type=wire.Call)
        arguments = wire.decode_arguments(operation.stub, call.arguments)
    except msgspec.MsgspecError as error:
        raise DomainError(f"{name}: {error}", code="not-as-declared") from None
    sender = peers.peer(signed.key_id)
    if sender is None or not sender.speaks_for(call.consumer):
        raise NotPermitted(f"{signed.key_id} does not run {call.consumer}.", code="not-its-service")
    with (
        context.request_scope(call.request_id, wire.actor_of(call.who)),
        translation.override(call.language or None),
        _giving(call, name),
    ):
        try:
            with unwritten.scope():
                result = operation.call(call.consumer, arguments)
        except DomainError as error:
            return _refusal(error)  # here, because the language of its words is the caller's
        return HttpResponse(wire.encode(result), content_type="application/json", headers=_notice(operation))


def _notice(operation: contracts.Operation) -> dict[str, str]:
    """Whether the operation is going away, when, and what takes its place."""
    if operation.retires is None:
        return {}
    successor = operation.retires.successor
    return operation.retires.fields(f"{wire.PATH}{successor}" if successor else "")


def _giving(call: wire.Call, name: str) -> AbstractContextManager[None]:
    """Of the answer to a member of the exchange only what its grant opens is kept as read."""
    if call.given is None or not peers.is_member(call.consumer):
        return nullcontext()
    return context.giving_only(name, call.given)


def _key_of(unit: str) -> Ed25519PublicKey | None:
    known = peers.peer(unit)
    return known.public_key if known else None


def _head_of(request: HttpRequest) -> Message:
    """The request without its body: who has proved nothing yet is not listened to for long."""
    return Message(
        method=str(request.method),
        authority=request.META.get("HTTP_HOST", ""),
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        fields=_Fields(request.META),
        body=b"",
    )


class _Fields(Mapping[str, str]):
    """The fields of a request by lower-case name, as the signature asks for them: few of all that came."""

    def __init__(self, meta: Mapping[str, str]) -> None:
        self._meta = meta

    def __getitem__(self, name: str) -> str:
        named = name.upper().replace("-", "_")
        return self._meta[named if name in _OWN_PLACE else f"HTTP_{named}"]

    def __iter__(self) -> Iterator[str]:
        return iter(name[5:].lower().replace("_", "-") for name in self._meta if name.startswith("HTTP_"))

    def __len__(self) -> int:
        return sum(1 for _name in self)


def _refusal(error: DomainError, *, status: int = 0) -> HttpResponse:
    body = wire.encode(wire.problem_of(error))
    return HttpResponse(body, status=status or error.status, content_type="application/json")
