"""What the register of residents told of an applicant: each fact as it was then, with its source and date.

It is kept beside what was typed. A fact that the register gave is not asked again and not overwritten: who holds it for
wrong disputes it, and then says otherwise as the person's own statement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from sanjha.kernel.text import Text
from sanjha.people.contract import KnownResident

APPLICANT = "applicant"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "NAME": ("name_en", "name_pa"),
    "BIRTH_DATE": ("born_on",),
    "GENDER": ("gender",),
    "RELATIVE": ("relation", "relative_name_en", "relative_name_pa"),
    "MOBILE": ("mobile",),
    "ADDRESS": (
        "address.house", "address.street", "address.area_type", "address.district", "address.tehsil",
        "address.village", "address.town", "address.post_office", "address.pin", "address.since_year",
    ),
}  # fmt: skip
"""The fields of the block `person` that make up each fact of the register."""
SAID_AT_HOME = frozenset({"RELATIVE", "ADDRESS"})
"""What a person on the portal may state otherwise after disputing it. The others say who applies: a counter sees papers."""


class GivenFact(msgspec.Struct, frozen=True):
    """One fact as the register gave it: `values` by the field's path below the applicant; `ticket` once it is disputed."""

    name: str
    fact: UUID
    title: Text
    source: Text
    as_of: date
    values: dict[str, str]
    ticket: str = ""


class Registered(msgspec.Struct, frozen=True):
    """What was read, of whom and when. Nothing of anybody while `silent_since` says that the register did not answer."""

    resident: UUID | None = None
    read_at: datetime | None = None
    facts: list[GivenFact] = []
    silent_since: datetime | None = None

    def fact(self, name: str) -> GivenFact | None:
        return next((fact for fact in self.facts if fact.name == name), None)


@dataclass(frozen=True)
class Given:
    """A fact that the form shows instead of asking for it."""

    fact: GivenFact
    value: str


def read(kept: Mapping[str, Any]) -> Registered:
    """What a draft or an application keeps."""
    return msgspec.convert(kept, Registered, strict=False)


def kept(registered: Registered) -> dict[str, Any]:
    """The form in which it is stored."""
    found: dict[str, Any] = msgspec.to_builtins(registered)
    return found


def told(known: KnownResident, values: Mapping[str, Any], at: datetime) -> Registered:
    """What the register gave: `values` are the resident's facts under the names of the block `person`."""
    flat = dict(_flat(values))
    facts = []
    for fact in known.facts:
        given = {path: flat[path] for path in FIELDS.get(fact.name, ()) if path in flat}
        if given:
            facts.append(
                GivenFact(fact.name, fact.id, fact.title, fact.source_name, fact.as_of, given, fact.ticket)
            )
    return Registered(resident=known.id, read_at=at, facts=facts)


def given(registered: Registered, *, channel: str) -> dict[str, Given]:
    """What the form shows as the register has it, by the field's path; without what the person may state otherwise."""
    return {
        f"{APPLICANT}.{path}": Given(fact, value)
        for fact in registered.facts
        if not may_be_stated(fact, channel)
        for path, value in fact.values.items()
    }


def may_be_stated(fact: GivenFact, channel: str) -> bool:
    """Whether the person's own statement stands in the application: only after a dispute, at home not who one is."""
    return bool(fact.ticket) and (channel != "PORTAL" or fact.name in SAID_AT_HOME)


def stated(registered: Registered, *, channel: str) -> list[GivenFact]:
    """The facts that the person states otherwise after a dispute."""
    return [fact for fact in registered.facts if may_be_stated(fact, channel)]


def laid_over(data: dict[str, Any], registered: Registered, *, channel: str) -> dict[str, Any]:
    """What was typed, with the register's facts where it gave them, whatever a page sent."""
    applicant = data.get(APPLICANT)
    merged = dict(applicant) if isinstance(applicant, Mapping) else {}
    shown = given(registered, channel=channel)
    if not shown:
        return data
    for path, found in shown.items():
        _head, *parents, leaf = path.split(".")
        branch = merged
        for parent in parents:
            inner = branch.get(parent)
            branch[parent] = branch = dict(inner) if isinstance(inner, Mapping) else {}
        branch[leaf] = found.value
    return {**data, APPLICANT: merged}


def disputed(registered: Registered, name: str, ticket: str) -> Registered:
    """The same after a fact was called wrong."""
    facts = [
        msgspec.structs.replace(fact, ticket=ticket) if fact.name == name else fact
        for fact in registered.facts
    ]
    return msgspec.structs.replace(registered, facts=facts)


def _flat(values: Mapping[str, Any], around: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{around}{name}.")
        else:
            yield f"{around}{name}", str(value)
