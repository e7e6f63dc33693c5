"""The arguments of an operation in the query of a GET."""

import typing
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import msgspec

from sanjha.kernel import wire
from sanjha.kernel.errors import DomainError

_MOST = 200


def arguments_of(stub: Callable[..., Any], query: str) -> bytes:
    """As a JSON object, each value read by the type that the contract declares; one that may hold several stands there
    once for each. Raises DomainError for what cannot be read, and for a repeated one that is single (parameter pollution).
    """
    hints = typing.get_type_hints(stub)
    try:
        given = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query), max_num_fields=_MOST)
        return wire.encode({name: _read(name, values, hints.get(name)) for name, values in given.items()})
    except (ValueError, msgspec.ValidationError) as error:
        raise DomainError(f"the query cannot be read: {error}", code="not-as-declared") from None


def _read(name: str, values: list[str], hint: Any) -> Any:
    if _holds_several(hint):
        return msgspec.convert(values, hint, strict=False)
    if len(values) != 1:
        raise ValueError(f"{name} stands there {len(values)} times")
    return values[0] if hint is None else msgspec.convert(values[0], hint, strict=False)


def _holds_several(hint: Any) -> bool:
    parts = (hint, *typing.get_args(hint))
    return any(typing.get_origin(part) in {list, tuple, set, frozenset} for part in parts)
