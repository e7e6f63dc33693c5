"""What the state knows, declared: every fact with its one owner, and every copy that a service keeps of another's.

Each service declares its facts in its facts.py, which is read when the house starts. Two owners of one fact do not start.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured

from sanjha.kernel import contracts, events
from sanjha.kernel.text import Text

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


class Secrecy(StrEnum):
    """Who may know: everybody, the offices, those with a grant for a purpose, or those and only in part."""

    PUBLIC = "PUBLIC"
    OFFICIAL = "OFFICIAL"
    PERSONAL = "PERSONAL"
    SENSITIVE = "SENSITIVE"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One kind of fact. `key` is what identifies whose fact it is, `source` where the legal basis was read.

    `asked_as` are the ids under which forms ask a citizen for it: the once-only check looks for them;
    `page` names the address where people see their own.
    """

    name: str
    title: Text
    owner: str
    key: str
    legal_basis: str
    secrecy: Secrecy
    retention: str
    source: str = ""
    asked_as: tuple[str, ...] = ()
    page: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ImproperlyConfigured(f"{self.name!r} is no name of a fact, such as resident.birth_date")
        for said in ("owner", "key", "legal_basis", "retention"):
            if not getattr(self, said).strip():
                raise ImproperlyConfigured(f"the fact {self.name} says nothing of its {said}")

    @property
    def status(self) -> str:
        """DRAFT until somebody has named where legal basis and retention were read."""
        return "VERIFIED" if self.source else "DRAFT"


@dataclass(frozen=True)
class Replica:
    """A copy of another service's fact: it follows the owner's event and may not be older than `greatest_age`."""

    fact: str
    by: str
    event: str
    greatest_age: timedelta


_facts: dict[str, Fact] = {}
_replicas: dict[tuple[str, str], Replica] = {}


def declare(*facts: Fact) -> None:
    """A service says which facts it owns. Raises ImproperlyConfigured, naming both, when another owns one already."""
    for fact in facts:
        known = _facts.setdefault(fact.name, fact)
        if known.owner != fact.owner:
            raise ImproperlyConfigured(
                f"the fact {fact.name} has two owners: {known.owner} and {fact.owner}. "
                "One of them must declare a copy with replica_of"
            )
        if known != fact:
            raise ImproperlyConfigured(f"{fact.owner} declares the fact {fact.name} twice, and differently")


def replica_of(fact: str, *, by: str, event: str, greatest_age: timedelta) -> Replica:
    """A service says that it keeps a copy of another's fact. Raises ImproperlyConfigured when it said so before."""
    if greatest_age <= timedelta(0):
        raise ImproperlyConfigured(f"the copy of {fact} kept by {by} needs a greatest age")
    if (fact, by) in _replicas:
        raise ImproperlyConfigured(f"{by} declares its copy of {fact} twice")
    replica = _replicas[fact, by] = Replica(fact, by, event, greatest_age)
    return replica


def declared_facts() -> dict[str, Fact]:
    """All declared facts by name."""
    return dict(_facts)


def declared_replicas() -> list[Replica]:
    """All declared copies, by fact and keeper."""
    return [_replicas[key] for key in sorted(_replicas)]


def answering(fact: str) -> str:
    """The operation that answers this fact: the one called like its subject (resident), else the first; "" for none."""
    yielding = sorted(name for name, known in contracts.declared_operations().items() if fact in known.facts)
    subject = f"/{fact.partition('.')[0]}"
    return next((name for name in yielding if name.endswith(subject)), next(iter(yielding), ""))


def faults() -> list[str]:
    """What does not hold between facts, contracts and copies, in words; for `sanjha check`."""
    return [*_operation_faults(), *_replica_faults()]


def _operation_faults() -> Iterator[str]:
    for known in contracts.declared_operations().values():
        for name in known.facts if known.implementation is not None else ():
            fact = _facts.get(name)
            if fact is None:
                yield f"{known.name}: yields the fact {name}, which no service declares as its own"
            elif fact.owner != known.service:
                yield f"{known.name}: yields the fact {name}, which belongs to {fact.owner}, not to {known.service}"


def _replica_faults() -> Iterator[str]:
    kinds = events.declared_events()
    for replica in declared_replicas():
        said = f"the copy of {replica.fact} kept by {replica.by}"
        fact = _facts.get(replica.fact)
        if fact is None:
            yield f"{said}: no service declares that fact"
        elif fact.owner == replica.by:
            yield f"{said}: {replica.by} owns the fact, it is no copy"
        elif replica.event.partition(".")[0] != fact.owner or replica.event not in kinds:
            yield f"{said}: {fact.owner} declares no event {replica.event!r} that it could follow"
