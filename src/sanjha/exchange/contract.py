"""What other services may use of the exchange: grants for their purposes."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol
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


class GrantKept(Struct, frozen=True):
    """A permission with everything that the door of a unit must know of it, ended ones too."""

    id: UUID
    consumer: str
    operation: str
    purpose: str
    legal_basis: str
    from_date: date
    until_date: date | None
    granted_by: str
    granted_at: datetime
    ended_by: str
    ended_at: datetime | None
    facts: list[str] | None
    per_minute: int | None


@operation("exchange.v1/grants-kept")
def grants_kept(*, after: UUID | None = None, limit: int = 500) -> list[GrantKept]:
    """All permissions ever given, in the order of their ids, those after one of them; `limit` is at most 1000.

    For a unit that has no copy yet, or was away for longer than events are kept.
    """
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


class FactReadings(Struct, frozen=True):
    """How often others read one fact of a person, and last when and by whom (posts in words, never a name) and why."""

    fact: str
    times: int
    last_at: datetime
    reader: str
    purpose: Text


@operation("exchange.v1/readings-by-fact")
def readings_by_fact(*, subject: UUID) -> list[FactReadings]:
    """The readings of a person's facts by others than who asks, fact by fact; facts that nobody read are left out."""
    raise NotImplementedError


class NumberedCase(Protocol):
    """A case and the number under which the public knows it."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> str: ...


_case_numbers: list[Callable[..., Sequence[NumberedCase]]] = []


def register_case_numbers(operation: Callable[..., Sequence[NumberedCase]]) -> None:
    """A service names its operation that takes `case_ids` and gives the cases that have a public number.

    A reading is often older than its case's number, so it is asked for when the reading is shown.
    """
    if operation not in _case_numbers:
        _case_numbers.append(operation)


def numbers_of_cases(cases: Sequence[str]) -> dict[str, str]:
    """The public numbers of those cases that have one. Raises Unavailable when a service does not answer."""
    ids = [UUID(case) for case in cases if _UUID.fullmatch(case)]
    found = [row for ask in _case_numbers if ids for row in ask(case_ids=ids)]
    return {str(row.id): row.number for row in found}


_open_cases: list[Callable[..., Sequence[str]]] = []


def register_open_cases(operation: Callable[..., Sequence[str]]) -> None:
    """A service names its operation that takes `cases` (ids or numbers) and gives those under way after `since`."""
    if operation not in _open_cases:
        _open_cases.append(operation)


def open_among(cases: Sequence[str], *, since: datetime) -> set[str]:
    """Those of the cases that some service has, or had after `since`, under way. Raises Unavailable when one does not answer."""
    return {case for ask in _open_cases for case in ask(cases=list(cases), since=since)}


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class MemberView(Struct, frozen=True):
    """A department's system that may call through the exchange: "PB/GOV/AGRI/FARMS" and whose it is."""

    identifier: str
    department: Text


@operation("exchange.v1/members")
def members() -> list[MemberView]:
    """The members that are active, by identifier; at most a thousand."""
    raise NotImplementedError


@operation("exchange.v1/is-kept-outside")
def is_kept_outside(*, operation: str, keeps: str) -> bool:
    """Whether a department's own system is registered, or proposed, to answer this operation for what it keeps."""
    raise NotImplementedError


@operation("exchange.v1/answers-outside")
def answers_outside(*, operation: str, keeps: str) -> bool:
    """Whether a department's own system has been agreed on to answer this operation for what it keeps, suspended or not."""
    raise NotImplementedError


@operation("exchange.v1/ask-outside", seconds=30)
def ask_outside(*, operation: str, consumer: str, keeps: str, arguments: str, purpose: Purpose) -> str:
    """That system's answer, as JSON by the operation's contract; `arguments` are a JSON object without the purpose.

    For the unit that runs the operation's service: grant and reading are its door's. Raises NotFound when nobody answers
    outside, and what asking there raises: Unavailable, NotPermitted, and the system's own refusal.
    """
    raise NotImplementedError
