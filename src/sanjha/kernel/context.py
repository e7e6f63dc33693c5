"""What belongs to the request or job being worked on: its id and who acts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from sanjha.kernel.actors import ANONYMOUS, Actor
from sanjha.kernel.ids import new_id

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_actor: ContextVar[Actor] = ContextVar("actor", default=ANONYMOUS)


def request_id() -> str:
    """The id that follows one request through log, contract calls, events and jobs."""
    return _request_id.get()


def actor() -> Actor:
    """Who acts in this request or job."""
    return _actor.get()


def set_actor(who: Actor) -> None:
    """The log-in middleware says who acts; `request_scope` forgets it again."""
    _actor.set(who)


@contextmanager
def request_scope(identifier: str = "", who: Actor = ANONYMOUS) -> Iterator[str]:
    """Everything inside belongs to one request or job."""
    identifier = identifier or str(new_id())
    tokens = _request_id.set(identifier), _actor.set(who)
    try:
        yield identifier
    finally:
        _request_id.reset(tokens[0])
        _actor.reset(tokens[1])


_given: ContextVar[tuple[str, Sequence[str]] | None] = ContextVar("given_facts", default=None)


@contextmanager
def giving_only(operation: str, facts: Sequence[str]) -> Iterator[None]:
    """Inside, only these facts of the operation's answer leave the house, so only these are kept as read."""
    token = _given.set((operation, facts))
    try:
        yield
    finally:
        _given.reset(token)


def given_only(operation: str) -> Sequence[str] | None:
    """The facts of the operation's answer that leave the house; None when all of them do."""
    given = _given.get()
    return given[1] if given and given[0] == operation else None
