"""Operations whose answer may come from another department's own system, registered while the house runs.

The kernel only leaves the opening: `exchange` knows who is registered, and calls them. An operation that does not declare
`kept_by` is never answered from outside.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Implementation = Callable[..., Any]


@dataclass(frozen=True)
class KeptBy:
    """`argument` names what is asked for, for example a register, whose keeper answers; `kept_here` is the operation that
    tells, from that argument, whether this house keeps it itself."""

    argument: str
    kept_here: str


class Declared(Protocol):
    """What must be known of an operation."""

    @property
    def name(self) -> str: ...
    @property
    def stub(self) -> Callable[..., Any]: ...
    @property
    def kept_by(self) -> KeptBy | None: ...


Source = Callable[[Declared, str, str], Implementation | None]
"""From operation, consumer and what is asked for to whoever answers from outside; None when this house does."""

_sources: list[Source] = []


def install(source: Source) -> None:
    """The exchange says here who is registered."""
    _sources[:] = [source]


def implementation_of(
    operation: Declared, consumer: str, arguments: Mapping[str, Any]
) -> Implementation | None:
    """Whoever answers this call from outside; None when this house answers it."""
    if operation.kept_by is None or not _sources:
        return None
    return _sources[0](operation, consumer, str(arguments[operation.kept_by.argument]))
