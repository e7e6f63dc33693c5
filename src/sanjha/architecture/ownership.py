"""The matrix of facts and departments: who owns, who keeps a copy, who reads by a grant, and what contradicts itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sanjha.architecture import inventory
from sanjha.architecture.catalogue import declared_operations
from sanjha.architecture.measured import spoken
from sanjha.architecture.models import OutsideApplication
from sanjha.exchange.contract import GrantInForce, MemberView
from sanjha.kernel import facts
from sanjha.kernel.replicas import Age
from sanjha.kernel.text import Text
from sanjha.sewa.contract import FactAsked


class Role(StrEnum):
    """What somebody has to do with a fact: own it, keep a copy, read it by a permission, ask citizens for it again."""

    OWNER = "OWNER"
    COPY = "COPY"
    READER = "READER"
    ASKS_AGAIN = "ASKS_AGAIN"


@dataclass(frozen=True)
class Part:
    """One service's, application's, member's or form's part in one fact.

    `why` are the purposes of a reader or the fields of a form; `age` is how old a copy is and may be.
    """

    code: str
    name: Text
    department: Text
    role: Role
    why: str = ""
    age: Age | None = None

    @property
    def behind(self) -> str:
        """How far a copy is behind its owner, "" when it is not."""
        return spoken(self.age.behind.total_seconds()) if self.age and self.age.behind else ""

    @property
    def greatest_age(self) -> str:
        return spoken(self.age.replica.greatest_age.total_seconds()) if self.age else ""


@dataclass
class FactRow:
    """One fact and everybody's part in it, owners first."""

    name: str
    title: Text
    secrecy: str
    parts: list[Part] = field(default_factory=list)

    def codes(self, *roles: Role) -> list[str]:
        """Who has one of these roles, each once, in the order of the parts."""
        return list(dict.fromkeys(part.code for part in self.parts if part.role in roles))

    @property
    def owners(self) -> list[str]:
        return self.codes(Role.OWNER)

    @property
    def owned_twice(self) -> bool:
        return len(self.owners) > 1

    @property
    def asking_again(self) -> list[Part]:
        return [part for part in self.parts if part.role is Role.ASKS_AGAIN]

    @property
    def is_wrong(self) -> bool:
        return self.owned_twice or bool(self.asking_again)

    def in_department(self, department: Text) -> list[Part]:
        """The parts of a department, which goes by its English name."""
        return [part for part in self.parts if part.department.en == department.en]


@dataclass(frozen=True)
class Known:
    """What others have told: permissions and members of the exchange, applications, forms that ask, ages of copies."""

    grants: Sequence[GrantInForce] = ()
    members: Sequence[MemberView] = ()
    outside: Sequence[OutsideApplication] = ()
    asked: Sequence[FactAsked] = ()
    ages: Sequence[Age] = ()


def matrix(known: Known) -> list[FactRow]:
    """One row for each fact, by its owner's place in the house and the fact's name."""
    rows = {
        fact.name: FactRow(fact.name, fact.title, fact.secrecy) for fact in facts.declared_facts().values()
    }
    told = (_owning, _copying, _leading, _reading, _asking)
    for tell in told:
        for name, part in tell(known):
            # A fact that a contract yields or an application leads, and that nobody declares, is shown all the same.
            rows.setdefault(name, FactRow(name, Text(name), "")).parts.append(part)
    places = {service.code: place for place, service in enumerate(inventory.services())}
    return sorted(
        rows.values(), key=lambda row: (min(places.get(code, len(places)) for code in row.owners), row.name)
    )


def contradictions(rows: Iterable[FactRow]) -> list[FactRow]:
    """The facts that are owned twice, or asked for though a register owns them."""
    return [row for row in rows if row.is_wrong]


def departments(rows: Sequence[FactRow]) -> list[Text]:
    """The departments that have a part in any of these facts: those with services of the house first, then by name."""
    house = [service.department for service in inventory.services()]
    others = [part.department for row in rows for part in row.parts]
    named = {department.en: department for department in [*house, *sorted(others, key=lambda text: text.en)]}
    taking_part = {department.en for department in others}
    return [department for name, department in named.items() if name in taking_part]


def _service(code: str, role: Role, why: str = "", age: Age | None = None) -> Part:
    found = inventory.service(code)
    name, department = (found.title, found.department) if found else (Text(code), Text(code))
    return Part(code, name, department, role, why, age)


def _owning(_known: Known) -> Iterator[tuple[str, Part]]:
    """Who declares the fact, and whose contracts yield it all the same."""
    owners = {(fact.name, fact.owner): None for fact in facts.declared_facts().values()}
    owners |= {(name, known.service): None for known in declared_operations() for name in known.facts}
    for name, owner in owners:
        yield name, _service(owner, Role.OWNER)


def _leading(known: Known) -> Iterator[tuple[str, Part]]:
    for row in known.outside:
        for name in row.masters:
            yield name, Part(row.code, row.name, row.department, Role.OWNER)


def _copying(known: Known) -> Iterator[tuple[str, Part]]:
    for age in known.ages:
        yield age.replica.fact, _service(age.replica.by, Role.COPY, age=age)


def _reading(known: Known) -> Iterator[tuple[str, Part]]:
    """Whoever reads by a permission, once with all purposes; an owner's look at its own facts is no news here."""
    departments_of = {member.identifier: member.department for member in known.members}
    owners = {name: fact.owner for name, fact in facts.declared_facts().items()}
    purposes: dict[tuple[str, str], set[str]] = {}
    for grant in known.grants:
        for name in grant.facts:
            if owners.get(name) != grant.consumer:
                purposes.setdefault((name, grant.consumer), set()).add(grant.purpose)
    for (name, consumer), codes in purposes.items():
        yield name, _reader(consumer, ", ".join(sorted(codes)), departments_of)


def _reader(consumer: str, why: str, departments_of: Mapping[str, Text]) -> Part:
    if "/" not in consumer:
        return _service(consumer, Role.READER, why)
    department = departments_of.get(consumer, Text(consumer))
    return Part(consumer, Text(consumer), department, Role.READER, why)


def _asking(known: Known) -> Iterator[tuple[str, Part]]:
    """Applications and forms that ask citizens for what a register owns."""
    for row in known.outside:
        for name in row.collects:
            yield name, Part(row.code, row.name, row.department, Role.ASKS_AGAIN)
    fields: dict[tuple[str, str], list[FactAsked]] = {}
    for asked in known.asked:
        fields.setdefault((asked.fact, asked.service), []).append(asked)
    for (name, _service_code), forms in fields.items():
        first, why = forms[0], ", ".join(each.field for each in forms)
        yield name, Part(first.service, first.service_name, first.department, Role.ASKS_AGAIN, why)
