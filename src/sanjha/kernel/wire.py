"""How a contract call looks on the wire between two processes: JSON by the types that the contract declares.

Within one process the same call is a function call; nothing here is used then. Between processes one may be of a newer
version than the other. Arguments that the provider does not know are refused, because to do less than was asked may do
harm, and those that have their default are not sent. What an answer holds beyond what the caller knows is passed over.
"""

import inspect
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from sanjha.kernel import errors, tolerance
from sanjha.kernel.actors import Actor, Holding, Kind

PATH = "/contracts/"
"""Below it, each process answers the operations of the services that it runs: POST /contracts/people.v1/resident."""
LARGEST = 64 * 1024 * 1024
"""Bytes of one call or answer: a file of the locker with room to spare."""

_EQUAL_IN_OTHER_WORDS = (float, Decimal, datetime, time)
"""Two of them may be equal and yet say something else: 1.50 and 1.5, noon here and the same moment there."""


class Who(msgspec.Struct, frozen=True):
    """An actor on the wire."""

    kind: Kind
    account: UUID | None
    person: UUID | None
    name: str
    name_pa: str
    posts: tuple[Holding, ...]


class Call(msgspec.Struct, frozen=True):
    """One call: by which service, on whose behalf, within which request, in which language to refuse; the arguments.

    Fields that a newer version adds here are passed over, so they may only tell, never ask.
    `given` are the facts of the answer that a member of the exchange gets; all of them when null.
    """

    consumer: str
    who: Who
    request_id: str
    language: str
    arguments: msgspec.Raw
    given: tuple[str, ...] | None = None


class Problem(msgspec.Struct, frozen=True):
    """A refusal on the wire: enough to raise the same error again at the caller."""

    kind: str
    code: str
    message: str
    field: str = ""
    errors: tuple[tuple[str, str, str], ...] = ()


def _all_errors(base: type[errors.DomainError]) -> dict[str, type[errors.DomainError]]:
    found = {base.kind: base}
    for error in base.__subclasses__():
        if error.__module__ == errors.__name__:
            found |= _all_errors(error)
    return found


_ERRORS = _all_errors(errors.DomainError)


def who_of(actor: Actor) -> Who:
    return Who(
        actor.kind, actor.account, actor.person, actor.name, actor.name_pa, tuple(actor.posts.values())
    )


def actor_of(who: Who) -> Actor:
    return Actor(
        who.kind, who.account, who.person, who.name, who.name_pa, {held.post: held for held in who.posts}
    )


def problem_of(error: errors.DomainError) -> Problem:
    """The refusal as it travels. An error that only its service knows arrives as the kernel's kind it stems from."""
    known = next(kind for cls in type(error).__mro__ for kind, ours in _ERRORS.items() if ours is cls)
    wrong = tuple((each.path, each.code, str(each.message)) for each in error.errors)
    return Problem(known, error.code, str(error), error.field, wrong)


def error_of(problem: Problem) -> errors.DomainError:
    listed = [errors.FieldError(*wrong) for wrong in problem.errors]
    return _ERRORS.get(problem.kind, errors.DomainError)(
        problem.message, code=problem.code, field=problem.field, errors=listed
    )


@cache
def arguments_type(stub: Callable[..., Any]) -> type[msgspec.Struct]:
    """The stub's parameters as one strict type; what has a default may be left out."""
    hints = typing.get_type_hints(stub)
    fields: list[Any] = []
    for name, parameter in inspect.signature(stub).parameters.items():
        if parameter.default is parameter.empty:
            fields.append((name, hints[name]))
        else:
            fields.append((name, hints[name], parameter.default))
    return msgspec.defstruct(
        f"{stub.__name__}_arguments", fields, kw_only=True, forbid_unknown_fields=True, frozen=True
    )


@cache
def result_type(stub: Callable[..., Any]) -> Any:
    return typing.get_type_hints(stub)["return"]


def decode_arguments(stub: Callable[..., Any], data: bytes | msgspec.Raw) -> dict[str, Any]:
    """The arguments by name. Raises msgspec.ValidationError or DecodeError, which name the wrong one."""
    decoded = msgspec.json.decode(data, type=arguments_type(stub))
    return {name: getattr(decoded, name) for name in decoded.__struct_fields__}


def decode_result(stub: Callable[..., Any], data: bytes) -> Any:
    """The answer. Raises msgspec.ValidationError or DecodeError when it lacks something or is something else."""
    return tolerance.decode(data, result_type(stub))


def encode(value: Any) -> bytes:
    return msgspec.json.encode(value)


def encode_call(
    *,
    consumer: str,
    actor: Actor,
    request_id: str,
    language: str,
    arguments: Mapping[str, Any],
    given: Sequence[str] | None = None,
) -> bytes:
    sent = {name: _without_defaults(value) for name, value in arguments.items()}
    only = None if given is None else tuple(given)
    return encode(Call(consumer, who_of(actor), request_id, language, msgspec.Raw(encode(sent)), only))


def _without_defaults(value: Any) -> Any:
    """The value as it is sent: an older provider does not know of a field that a newer version added."""
    if isinstance(value, msgspec.Struct):
        return _fields_without_defaults(value)
    if isinstance(value, dict):
        return {key: _without_defaults(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_defaults(held) for held in value]
    return value


def _fields_without_defaults(value: msgspec.Struct) -> dict[str, Any]:
    """By the names on the wire, with the tag that tells the members of a union apart."""
    config = value.__struct_config__
    sent: dict[str, Any] = {} if config.tag_field is None else {config.tag_field: config.tag}
    names = zip(value.__struct_fields__, value.__struct_encode_fields__, _defaults(type(value)), strict=True)
    for name, encoded, default in names:
        held = getattr(value, name)
        if not _is_the_same(held, default):
            sent[encoded] = _without_defaults(held)
    return sent


def _is_the_same(held: Any, default: Any) -> bool:
    if held is default:
        return True
    return type(held) is type(default) and held == default and not isinstance(held, _EQUAL_IN_OTHER_WORDS)


@cache
def _defaults(kind: type[msgspec.Struct]) -> tuple[Any, ...]:
    """Of each field; NODEFAULT where there is none."""
    return tuple(
        field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(kind)
    )
