"""What a person is told when something may not or cannot be done. Each knows its HTTP status (RFC 9457 `type`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

Message = str | Promise


@dataclass(frozen=True)
class FieldError:
    """One wrong field: its path in dotted form ("family.0.salary"), the broken rule's code, words for a person."""

    path: str
    code: str
    message: Message


class DomainError(Exception):
    """A rule of the domain refuses. The message says which field or rule and what to do, in the reader's language."""

    status = 422
    kind = "rule-broken"

    def __init__(
        self, message: Message, *, code: str = "", field: str = "", errors: Iterable[FieldError] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.kind
        self.field = field
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(DomainError):
    """The actor may not do this."""

    status = 403
    kind = "not-permitted"


class NotFound(DomainError):
    """There is no such thing, or the actor may not know of it."""

    status = 404
    kind = "not-found"


class Conflict(DomainError):
    """Somebody else was first: the thing has changed since it was read."""

    status = 409
    kind = "conflict"


class TooMany(DomainError):
    """Too many attempts; wait and try again."""

    status = 429
    kind = "too-many"


class Unavailable(DomainError):
    """A service or an outside system that is needed does not answer. What was typed is kept."""

    status = 503
    kind = "unavailable"
