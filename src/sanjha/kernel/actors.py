"""Who acts: a person, the posts that person holds today, or the system itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

import msgspec

from sanjha.kernel.text import Text


class Kind(StrEnum):
    OFFICER = "OFFICER"
    CITIZEN = "CITIZEN"
    SYSTEM = "SYSTEM"
    ANONYMOUS = "ANONYMOUS"


class Holding(msgspec.Struct, frozen=True):
    """A post that somebody holds today, and in which capacity (SUBSTANTIVE, ADDITIONAL, LINK ...).

    `on_behalf_of` is the holder in whose absence a link officer acts.
    """

    post: UUID
    designation: str
    title: Text
    office: UUID
    office_code: str
    office_kind: str
    office_name: Text
    capacity: str
    on_behalf_of: Text | None = None


_NO_POSTS: Mapping[UUID, Holding] = MappingProxyType({})


@dataclass(frozen=True)
class Actor:
    """Whoever asks for something to be done.

    `person` is the officer's or the resident's id; `posts` are the posts held today, by post id,
    so that `post in actor.posts` answers whether the actor acts for it.
    """

    kind: Kind
    account: UUID | None = None
    person: UUID | None = None
    name: str = ""
    name_pa: str = ""
    posts: Mapping[UUID, Holding] = field(default_factory=lambda: _NO_POSTS)

    def holding(self, *designations: str) -> Holding | None:
        """The first post held with one of these designations."""
        return next((held for held in self.posts.values() if held.designation in designations), None)

    def holds(self, *designations: str) -> bool:
        return self.holding(*designations) is not None

    @property
    def is_officer(self) -> bool:
        return self.kind is Kind.OFFICER

    @property
    def is_citizen(self) -> bool:
        return self.kind is Kind.CITIZEN

    @property
    def label(self) -> str:
        """How the audit trail and the log name the actor: the kind and an id, never a name."""
        return f"{self.kind.value}:{self.person or self.account or '-'}"


SYSTEM = Actor(Kind.SYSTEM, name="Sanjha", name_pa="ਸਾਂਝਾ")
ANONYMOUS = Actor(Kind.ANONYMOUS)


class HoldingsSource(Protocol):
    """Of an officer, the posts held today."""

    def __call__(self, *, officer_id: UUID) -> Sequence[Holding]: ...


_sources: list[HoldingsSource] = []


def register_holdings_source(source: HoldingsSource) -> None:
    """The register of offices says here how to find the posts an officer holds today: by a call of its contract."""
    _sources[:] = [source]


def holdings_of(officer_id: UUID) -> Mapping[UUID, Holding]:
    """The posts the officer holds today, by post id; none where no register of offices runs."""
    found = _sources[0](officer_id=officer_id) if _sources else ()
    return MappingProxyType({held.post: held for held in found})
