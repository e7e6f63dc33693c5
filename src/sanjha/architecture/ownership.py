"""The matrix of facts and services: who owns, who keeps a copy, who reads by a grant, and what contradicts itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sanjha.architecture.catalogue import declared_operations
from sanjha.architecture.models import OutsideApplication
from sanjha.exchange.contract import GrantInForce
from sanjha.kernel import facts
from sanjha.kernel.text import Text


@dataclass
class Cell:
    """One service's part in one fact. `age` is the greatest age of its copy, `purposes` are those of its grants."""

    is_owner: bool = False
    age: timedelta | None = None
    purposes: set[str] = field(default_factory=set)

    @property
    def hours(self) -> int:
        """The greatest age of the copy in hours, at least one."""
        return max(1, round(self.age / timedelta(hours=1))) if self.age else 0

    @property
    def why(self) -> str:
        return ", ".join(sorted(self.purposes))


@dataclass
class FactRow:
    """One fact: its owners by service or application, its readers, and who asks citizens for it again.

    `cells` stand in the order of the services that the matrix was asked for; `led_by` are those of the owners that are
    applications outside the house.
    """

    name: str
    title: Text
    owners: list[str]
    secrecy: str
    cells: list[Cell]
    members: list[str]
    collected_by: list[str]
    led_by: list[str] = field(default_factory=list)

    @property
    def owned_twice(self) -> bool:
        return len(self.owners) > 1


def matrix(
    services: Sequence[str], grants: Iterable[GrantInForce], outside: Iterable[OutsideApplication]
) -> list[FactRow]:
    """One row for each fact, by the owner's place among `services` and the fact's name."""
    rows = _declared_rows(services)
    _add_outside(rows, services, outside)
    places = {code: place for place, code in enumerate(services)}
    _add_grants(rows, places, grants)
    for row in rows.values():
        for owner in row.owners:
            if owner in places:
                row.cells[places[owner]].is_owner = True
    return sorted(rows.values(), key=lambda row: (places.get(row.owners[0], len(places)), row.name))


def _add_outside(
    rows: dict[str, FactRow], services: Sequence[str], outside: Iterable[OutsideApplication]
) -> None:
    for application in outside:
        for name in application.masters:
            row = rows.setdefault(name, _row(name, services))
            row.owners.append(application.code)
            row.led_by.append(application.code)
        for name in application.collects:
            if name in rows:
                rows[name].collected_by.append(application.code)


def _add_grants(
    rows: Mapping[str, FactRow], places: Mapping[str, int], grants: Iterable[GrantInForce]
) -> None:
    """Whoever reads by a permission; an owner's look at its own facts is no news here."""
    for grant in grants:
        for row in (rows[name] for name in grant.facts if name in rows):
            if grant.consumer in row.owners:
                continue
            if grant.consumer in places:
                row.cells[places[grant.consumer]].purposes.add(grant.purpose)
            elif grant.consumer not in row.members:
                row.members.append(grant.consumer)


def _declared_rows(services: Sequence[str]) -> dict[str, FactRow]:
    """The facts that services declare, and those that contracts yield though nobody declares them."""
    rows: dict[str, FactRow] = {}
    for fact in facts.declared_facts().values():
        rows[fact.name] = FactRow(
            fact.name, fact.title, [fact.owner], fact.secrecy, [Cell() for _code in services], [], []
        )
    for known in declared_operations():
        for name in known.facts:
            row = rows.setdefault(name, _row(name, services))
            if known.service not in row.owners:
                row.owners.append(known.service)
    places = {code: place for place, code in enumerate(services)}
    for copy in facts.declared_replicas():
        if copy.fact in rows and copy.by in places:
            rows[copy.fact].cells[places[copy.by]].age = copy.greatest_age
    return rows


def _row(name: str, services: Sequence[str]) -> FactRow:
    return FactRow(name, Text(name), [], "", [Cell() for _code in services], [], [])


def contradictions(rows: Iterable[FactRow]) -> list[FactRow]:
    """The facts that are owned twice, or asked for though a register owns them."""
    return [row for row in rows if row.owned_twice or row.collected_by]
