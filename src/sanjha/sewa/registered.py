"""What the register of residents told of the persons a form asks about: each fact as it was, with its source and date.

It is kept beside what was typed. A fact that the register gave is not asked again and not overwritten: who holds it for
wrong disputes it, and then says otherwise as the person's own statement.

A person is named by a role: the path of the group ("applicant", "beneficiary"), or of the table with the key that stands
in the row ("family:qwertyuiopas").
"""

import copy
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from string import ascii_lowercase
from typing import Any
from uuid import UUID

import msgspec

from sanjha.kernel.text import Text
from sanjha.people.contract import KnownResident
from sanjha.sewa.definition.persons import FIELDS, ROW_KEY, PersonPart, is_meant, row_key

APPLICANT = "applicant"
SAID_AT_HOME = frozenset({"RELATIVE", "ADDRESS"})
"""What applicants on the portal may state otherwise after disputing it. The others say who applies: a counter sees papers."""


class GivenFact(msgspec.Struct, frozen=True):
    """One fact as the register gave it: `values` by the field's path below the person; `ticket` once it is disputed."""

    name: str
    fact: UUID
    title: Text
    source: Text
    as_of: date
    values: dict[str, str]
    ticket: str = ""


class Registered(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was read, of whom and when. Nothing of anybody while `silent_since` says that the register did not answer."""

    resident: UUID | None = None
    read_at: datetime | None = None
    facts: list[GivenFact] = []
    silent_since: datetime | None = None

    def fact(self, name: str) -> GivenFact | None:
        return next((fact for fact in self.facts if fact.name == name), None)

    @property
    def name(self) -> Text:
        """The person's name as the register gave it."""
        fact = self.fact("NAME")
        return Text(fact.values.get("name_en", ""), fact.values.get("name_pa", "")) if fact else Text("")


class _Kept(Registered, frozen=True, omit_defaults=True):
    """The stored form: the applicant's own, as before others were known, and the others by their roles."""

    others: dict[str, Registered] = {}


@dataclass(frozen=True)
class Persons:
    """Everybody in a form whom the register knows, by role."""

    by_role: Mapping[str, Registered] = field(default_factory=dict)

    def of(self, role: str) -> Registered:
        return self.by_role.get(role, Registered())

    def having(self, role: str, person: Registered) -> "Persons":
        """The same with what the register told of the person in that role."""
        return Persons({**self.by_role, role: person})

    def without(self, role: str) -> "Persons":
        return Persons({each: person for each, person in self.by_role.items() if each != role})

    @property
    def silent_since(self) -> datetime | None:
        """Since when the register does not answer about somebody."""
        return next((each.silent_since for each in self.by_role.values() if each.silent_since), None)


@dataclass(frozen=True)
class Given:
    """A fact that the form shows instead of asking for it, and of whom."""

    fact: GivenFact
    value: str
    role: str = APPLICANT


@dataclass(frozen=True)
class Stated:
    """A fact that a person states otherwise after a dispute."""

    fact: GivenFact
    who: Text

    @property
    def named(self) -> Text:
        """Which fact of whom."""
        title, who = self.fact.title, self.who
        return Text(*(f"{title.in_language(each)} ({who.in_language(each)})" for each in ("en", "pa", "hi")))


def read(kept: Mapping[str, Any]) -> Persons:
    """Whom a draft keeps."""
    whole = msgspec.convert(kept, _Kept, strict=False)
    own = {APPLICANT: read_one(kept)} if set(kept) - {"others"} else {}
    return Persons({**own, **whole.others})


def read_one(kept: Mapping[str, Any]) -> Registered:
    """What an application keeps of one person."""
    return msgspec.convert(kept, Registered, strict=False)


def kept(persons: Persons) -> dict[str, Any]:
    """The form in which a draft stores it."""
    others = {role: kept_one(person) for role, person in persons.by_role.items() if role != APPLICANT}
    return {**kept_one(persons.of(APPLICANT)), **({"others": others} if others else {})}


def kept_one(person: Registered) -> dict[str, Any]:
    """The form in which one person is stored."""
    found: dict[str, Any] = msgspec.to_builtins(person)
    return found


def told(known: KnownResident, values: Mapping[str, Any], at: datetime, asks: Collection[str]) -> Registered:
    """What the register gave of what the form `asks`: `values` are the facts under the names of the block `person`.

    Nothing else of the resident is kept.
    """
    flat = {path: value for path, value in _flat(values) if path in asks}
    facts = []
    for fact in known.facts:
        given = {path: flat[path] for path in FIELDS.get(fact.name, ()) if path in flat}
        if given and is_meant(fact.name, asks):
            facts.append(
                GivenFact(fact.name, fact.id, fact.title, fact.source_name, fact.as_of, given, fact.ticket)
            )
    return Registered(resident=known.id, read_at=at, facts=facts)


def new_role(part: str) -> str:
    """The role of a person who is put into a row of the table at that path."""
    return f"{part}:{''.join(secrets.choice(ascii_lowercase) for _letter in range(12))}"


def part_of(role: str) -> str:
    """The path of the group or table in which the person stands."""
    return role.partition(":")[0]


def key_of(role: str) -> str:
    """The key in the person's row; "" in a group."""
    return role.partition(":")[2]


def paths_of(role: str, data: Mapping[str, Any]) -> list[str]:
    """Where the person stands in the data: a group's own path; a row's with its number, none when it was taken out."""
    path, key = part_of(role), key_of(role)
    if not key:
        return [path]
    rows = at(data, path)
    listed = rows if isinstance(rows, list) else []
    return [f"{path}.{number}" for number, row in enumerate(listed) if row_key(row) == key]


def given(persons: Persons, data: Mapping[str, Any], *, channel: str) -> dict[str, Given]:
    """What the form shows as the register has it, by the field's path; without what the person may state otherwise."""
    return {
        f"{place}.{path}": Given(fact, value, role)
        for role, person in persons.by_role.items()
        for place in paths_of(role, data)
        for fact in person.facts
        if not may_be_stated(fact, role, channel)
        for path, value in fact.values.items()
    }


def may_be_stated(fact: GivenFact, role: str, channel: str) -> bool:
    """Whether the person's own statement stands in the application: only after a dispute, at home not who applies."""
    return bool(fact.ticket) and (channel != "PORTAL" or role != APPLICANT or fact.name in SAID_AT_HOME)


def stated(persons: Persons, *, channel: str, within: Collection[str] | None = None) -> list[Stated]:
    """The facts that are stated otherwise after a dispute, of the persons in these parts of the form."""
    return [
        Stated(fact, person.name)
        for role, person in persons.by_role.items()
        if within is None or part_of(role) in within
        for fact in person.facts
        if may_be_stated(fact, role, channel)
    ]


def laid_over(data: dict[str, Any], persons: Persons, *, channel: str) -> dict[str, Any]:
    """What was typed, with the register's facts where it gave them, whatever a page sent."""
    merged: dict[str, Any] = _with_keys(data, {key_of(role) for role in persons.by_role})
    for path, found in given(persons, merged, channel=channel).items():
        put(merged, path, found.value)
    return merged


def taken(persons: Persons, part: PersonPart) -> set[UUID]:
    """Who cannot be put into this part: whoever stands there, and into a group for somebody else also who applies."""
    paths = {part.path} if part.table is not None else {part.path, APPLICANT}
    residents = (each.resident for role, each in persons.by_role.items() if part_of(role) in paths)
    return {resident for resident in residents if resident is not None}


def present(persons: Persons, data: Mapping[str, Any]) -> Persons:
    """Those who still stand in the form: whose row was taken out is forgotten."""
    return Persons({role: each for role, each in persons.by_role.items() if paths_of(role, data)})


def taken_out(data: Mapping[str, Any], persons: Persons, role: str) -> dict[str, Any]:
    """The data without what the register gave of the person in that role; what was typed beside it stays."""
    left: dict[str, Any] = copy.deepcopy(dict(data))
    for place in paths_of(role, left):
        for path in [path for fact in persons.of(role).facts for path in fact.values]:
            if at(left, f"{place}.{path}") is not None:
                put(left, f"{place}.{path}", "")
    return left


def disputed(person: Registered, name: str, ticket: str) -> Registered:
    """The same after a fact was called wrong."""
    facts = [
        msgspec.structs.replace(fact, ticket=ticket) if fact.name == name else fact for fact in person.facts
    ]
    return msgspec.structs.replace(person, facts=facts)


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path; None where there is nothing."""
    for part in path.split("."):
        if isinstance(data, list):
            data = data[int(part)] if part.isdigit() and int(part) < len(data) else None
        else:
            data = data.get(part) if isinstance(data, Mapping) else None
    return data


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set what stands at a dotted path; what stands in the way of a group gives way."""
    *parents, leaf = path.split(".")
    branch: Any = data
    for part in parents:
        if isinstance(branch, list):
            branch = branch[int(part)]
            continue
        if not isinstance(branch.get(part), dict | list):
            branch[part] = {}
        branch = branch[part]
    branch[leaf] = value


def with_key(row: Mapping[str, Any], role: str) -> dict[str, Any]:
    """A row in which the person of that role stands."""
    return {**row, ROW_KEY: key_of(role)}


def _with_keys(value: Any, keys: Collection[str]) -> Any:
    """A copy in which no row says that somebody stands in it whom the register did not give."""
    if isinstance(value, list):
        return [_with_keys(item, keys) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: _with_keys(item, keys)
        for name, item in value.items()
        if name != ROW_KEY or (isinstance(item, str) and item in keys)
    }


def _flat(values: Mapping[str, Any], around: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{around}{name}.")
        else:
            yield f"{around}{name}", str(value)
