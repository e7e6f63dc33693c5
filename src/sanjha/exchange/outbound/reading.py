"""What counts as an answer of a department's own system: the contract's type to the letter, or a problem (RFC 9457)."""

import base64
from collections.abc import Mapping
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanjha.exchange.models import Provider
from sanjha.exchange.outgoing.sending import Answer
from sanjha.kernel import clock, signatures, wire
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted, TooMany
from sanjha.kernel.outside import Declared

_REFUSALS: Mapping[int, type[DomainError]] = {
    400: DomainError,
    403: NotPermitted,
    404: NotFound,
    422: DomainError,
    429: TooMany,
}


class NotAsDeclared(Exception):
    """This is no answer; the text says why."""


class _Problem(msgspec.Struct):
    """What is read of a problem: words for a person."""

    detail: str = ""
    title: str = ""


def read_answer(
    answer: Answer, provider: Provider, operation: Declared, asked: Mapping[str, Any], identifier: str
) -> Any:
    """The result by the contract's type. Raises the provider's refusal as ours, NotAsDeclared for everything else."""
    if provider.answer_key:
        _check_signature(answer, provider, identifier)
    kind = answer.fields.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status == 200 and kind == "application/json":
        return _result(answer.body, operation, asked)
    if answer.status in _REFUSALS and kind == "application/problem+json":
        raise _refusal(answer)
    raise NotAsDeclared(f"status {answer.status} with content of type {kind or 'none'}")


def _result(body: bytes, operation: Declared, asked: Mapping[str, Any]) -> Any:
    try:
        result = msgspec.json.decode(body, type=wire.result_type(operation.stub))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotAsDeclared(str(error)) from None
    # Whatever the answer repeats of the question must be the same: else it answers another one.
    for name in asked.keys() & set(getattr(result, "__struct_fields__", ())):
        if getattr(result, name) != asked[name]:
            raise NotAsDeclared(f"{name} is not what was asked for")
    return result


def _refusal(answer: Answer) -> DomainError:
    try:
        told = msgspec.json.decode(answer.body, type=_Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotAsDeclared(f"the problem cannot be read: {error}") from None
    words = "".join(sign if sign.isprintable() else " " for sign in told.detail or told.title)[:300]
    kind = _REFUSALS[answer.status]
    return kind(words or f"{answer.status}", code="refused-by-provider")


def _check_signature(answer: Answer, provider: Provider, identifier: str) -> None:
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(provider.answer_key))
    if answer.fields.get("x-road-id") != identifier:
        raise NotAsDeclared("x-road-id is not that of the question")
    try:
        signatures.verify_answer(
            answer.status, answer.fields, answer.body, key=key, now=int(clock.now().timestamp())
        )
    except signatures.BadSignature as error:
        raise NotAsDeclared(str(error)) from None
