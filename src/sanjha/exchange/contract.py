"""What other services may use of the exchange: grants for their purposes."""

from datetime import date
from uuid import UUID

from sanjha.kernel.contracts import Struct, operation
from sanjha.kernel.text import Text


class GrantView(Struct, frozen=True):
    """A permission as its owner and its consumer see it. In force from `from_date` to `until_date`, both included."""

    id: UUID
    consumer: str
    operation: str
    purpose: str
    legal_basis: str
    from_date: date
    until_date: date | None


class EnsuredGrants(Struct, frozen=True):
    """Names of operations: granted now, granted already, and those whose grant an administrator has ended."""

    granted: list[str]
    present: list[str]
    ended: list[str]


@operation("exchange.v1/ensure-grants")
def ensure_grants(
    *,
    consumer: str,
    operations: list[str],
    purpose: str,
    purpose_name: Text,
    legal_basis: str,
    from_date: date | None = None,
) -> EnsuredGrants:
    """Have the consumer's grants for a purpose, as a service's definition asks for them when it is published.

    Says it again as often as you like: what is there stays, and a grant that somebody ended is not given again.
    `purpose_name` is what a citizen reads as the reason; `from_date` is today when left out. Raises DomainError for
    an operation that is not declared or yields no facts, NotPermitted unless the system or an administrator asks.
    """
    raise NotImplementedError


@operation("exchange.v1/grants-of")
def grants_of(*, consumer: str) -> list[GrantView]:
    """The consumer's grants that are in force today, by purpose and operation."""
    raise NotImplementedError
