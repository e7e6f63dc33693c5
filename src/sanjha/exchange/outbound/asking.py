"""One question to a department's own system on behalf of a caller of ours.

Grant and reading are the door's, as for every call; here the question is sent, and what comes back either is the answer
that the contract declares, or a declared refusal, or Unavailable.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from django.utils.translation import gettext as _
from msgspec import json, to_builtins

from sanjha.exchange import carried, contract
from sanjha.exchange.models import Provider
from sanjha.exchange.outbound import registered
from sanjha.exchange.outbound.reading import NotAsDeclared, read_answer
from sanjha.exchange.outgoing import sending
from sanjha.exchange.outgoing.addresses import BadAddress
from sanjha.exchange.outgoing.house_key import KEY_ID
from sanjha.exchange.outgoing.sending import NoAnswer
from sanjha.kernel import clock, context, wire
from sanjha.kernel.contracts import Purpose, declared_operations
from sanjha.kernel.errors import NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.outside import Declared, Implementation

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 3
"""Questions that one process has open with a system: a slow one must not hold all threads that serve people."""

_turns: defaultdict[UUID, threading.BoundedSemaphore] = defaultdict(
    lambda: threading.BoundedSemaphore(MOST_AT_ONCE)
)

_NOTE = """
INSERT INTO exchange_providertrouble AS known (provider_id, at, words, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (provider_id) DO UPDATE SET at = excluded.at, words = excluded.words, times = known.times + 1
"""


def implementation_of(operation: Declared, consumer: str, keeps: str) -> Implementation | None:
    """Whoever is registered to answer; None when nobody is and this house answers itself.

    Who is registered, and the key that signs our questions, are the exchange's: where it runs in another unit, it asks.
    """
    if carried.is_carried():
        return _through_the_exchange(operation, consumer, keeps)
    provider = registered.agreed(operation.name, keeps)
    if provider is None:
        return None
    return lambda **arguments: ask(provider, operation, consumer, arguments)


def _through_the_exchange(operation: Declared, consumer: str, keeps: str) -> Implementation | None:
    if not contract.answers_outside(operation=operation.name, keeps=keeps):
        return None

    def asked(*, purpose: Purpose, **arguments: Any) -> Any:
        answer = contract.ask_outside(
            operation=operation.name,
            consumer=consumer,
            keeps=keeps,
            arguments=wire.encode(arguments).decode(),
            purpose=purpose,
        )
        return wire.decode_result(operation.stub, answer.encode())

    return asked


def ask_for_unit(*, name: str, consumer: str, keeps: str, arguments: str, purpose: Purpose) -> str:
    """The answer as JSON, for a unit that runs the operation's service; as the contract's ask-outside says."""
    operation = declared_operations().get(name)
    provider = registered.agreed(name, keeps)
    if operation is None or operation.kept_by is None or provider is None:
        raise NotFound(_("Nobody outside answers this."), code="not-kept-outside")
    stated = {**json.decode(arguments), "purpose": to_builtins(purpose)}
    decoded = wire.decode_arguments(operation.stub, wire.encode(stated))
    return wire.encode(ask(provider, operation, consumer, decoded)).decode()


def ask(provider: Provider, operation: Declared, consumer: str, arguments: Mapping[str, Any]) -> Any:
    """The provider's answer. Raises Unavailable when it is suspended, busy, does not answer in time or not as declared;
    NotPermitted for a purpose for which the department does not give it out; and what the provider refuses."""
    purpose: Purpose = arguments["purpose"]
    if provider.state != Provider.State.ACTIVE or not provider.member.is_active:
        raise _unavailable(provider)
    if purpose.code not in provider.purposes:
        raise NotPermitted(
            _("%(department)s does not give this out for the purpose %(purpose)s.")
            % {"department": provider.member.department, "purpose": purpose.code},
            code="no-grant",
        )
    identifier = str(new_id())
    asked = {name: value for name, value in arguments.items() if name != "purpose"}
    fields = _fields(operation, consumer, purpose, identifier)
    try:
        with a_turn(provider):
            answer = sending.post(provider.address, wire.encode(asked), fields, seconds=provider.seconds)
        return read_answer(answer, provider, operation, asked, identifier)
    except (BadAddress, NoAnswer, NotAsDeclared) as error:
        _note(provider, operation, error)
        raise _unavailable(provider) from None


@contextmanager
def a_turn(provider: Provider) -> Iterator[None]:
    """Inside, one of the questions that may be open at once. Raises NoAnswer when that many are."""
    turn = _turns[provider.pk]
    if not turn.acquire(blocking=False):
        raise NoAnswer(f"{MOST_AT_ONCE} questions wait for an answer already")
    try:
        yield
    finally:
        turn.release()


def _fields(operation: Declared, consumer: str, purpose: Purpose, identifier: str) -> dict[str, str]:
    """The headers of the question; the guide for members lists them."""
    fields = {
        "content-type": "application/json",
        "x-road-client": consumer if "/" in consumer else f"{KEY_ID}/{consumer}",
        "x-road-id": identifier,
        "x-road-userid": context.actor().label,
        "x-sanjha-operation": operation.name,
        "x-sanjha-purpose": purpose.code,
    }
    if purpose.case:
        fields["x-road-issue"] = purpose.case
    if context.request_id():
        fields["x-request-id"] = context.request_id()
    return fields


def _note(provider: Provider, operation: Declared, error: Exception) -> None:
    """For the log, and for the page of whoever has to mend it."""
    log.warning(
        "a provider did not answer",
        operation=operation.name,
        keeps=provider.keeps,
        provider=provider.member.identifier,
        kind=type(error).__name__,
        why=str(error),
    )
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [provider.pk, clock.now(), f"{type(error).__name__}: {error}"[:500]])


def _unavailable(provider: Provider) -> Unavailable:
    return Unavailable(
        _("%(what)s of %(department)s cannot be asked just now. Try again in a few minutes.")
        % {"what": provider.title, "department": provider.member.department},
        code="provider-unavailable",
    )
