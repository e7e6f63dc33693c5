"""What other services may use of the exchange: grants for their purposes."""

from datetime import date, datetime
from uuid import UUID

from sanjha.kernel.contracts import Purpose, Struct, operation
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


class GrantInForce(Struct, frozen=True):
    """A permission that holds today, with the facts that it opens; the consumer is a service or a member's identifier."""

    consumer: str
    operation: str
    purpose: str
    facts: list[str]
    until_date: date | None


@operation("exchange.v1/grants-in-force")
def grants_in_force(*, limit: int = 2000) -> list[GrantInForce]:
    """All permissions that hold today, by consumer, purpose and operation; `limit` is at most 5000."""
    raise NotImplementedError


class ReadingView(Struct, frozen=True):
    """One look at facts: by whom (kind and id, never a name), for which consumer, why; `subject` is whose they are."""

    id: UUID
    at: datetime
    operation: str
    facts: list[str]
    consumer: str
    purpose: str
    case: str
    reader: str
    subject: UUID


@operation("exchange.v1/log-readings")
def log_readings(
    *, consumer: str, operation: str, facts: list[str], purpose: Purpose, subjects: list[UUID]
) -> int:
    """Keep that a consumer from outside read these facts of these subjects; gives the number of readings.

    For a service that gives out rows of its own which are no facts of a contract.
    """
    raise NotImplementedError


@operation("exchange.v1/readings-about")
def readings_about(*, subjects: list[UUID], limit: int = 100) -> list[ReadingView]:
    """The newest readings about any of these subjects; `limit` is at most 1000."""
    raise NotImplementedError


class MemberView(Struct, frozen=True):
    """A department's system that may call through the exchange: "PB/GOV/AGRI/FARMS" and whose it is."""

    identifier: str
    department: Text


@operation("exchange.v1/members")
def members() -> list[MemberView]:
    """The members that are active, by identifier; at most a thousand."""
    raise NotImplementedError
