"""What other services may use of the register of residents. Facts of a person leave only for a purpose."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sanjha.kernel.contracts import Purpose, Struct, operation
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.text import Text

FACTS = (
    "resident.name",
    "resident.relative",
    "resident.birth_date",
    "resident.gender",
    "resident.mobile",
    "resident.address",
    "resident.aadhaar_last4",
)
"""The facts that this register owns. Every operation that yields a Resident yields all of them."""


class Address(Struct, frozen=True):
    """Where somebody lives: `area` RURAL or URBAN, `place` the code of a village or town, `since_year` four digits."""

    house: str
    street: str
    area: str
    place: str
    post_office: str
    pin: str
    since_year: int | None


AddressData = Address


class Resident(Struct, frozen=True):
    """A resident's present facts.

    `relation` is FATHER, HUSBAND, MOTHER or GUARDIAN, `gender` M, F or T; `mobile` may be empty. Of an Aadhaar number
    only the last four digits exist, if any.
    """

    id: UUID
    reference: str
    name: Text
    relation: str
    relative_name: Text
    born_on: date
    gender: str
    mobile: str
    address: Address
    aadhaar_last4: str = ""


class ResidentData(Struct, frozen=True):
    """Facts of a person as somebody gave them. With `resident_id` they correct that resident's."""

    name_en: str
    name_pa: str
    relation: str
    relative_name_en: str
    relative_name_pa: str
    born_on: date
    gender: str
    mobile: str
    address: Address
    name_hi: str = ""
    relative_name_hi: str = ""
    aadhaar_last4: str = ""
    resident_id: UUID | None = None


class KnownFact(Struct, frozen=True):
    """Where a fact in force comes from: `name` is NAME, RELATIVE, BIRTH_DATE, GENDER, MOBILE, ADDRESS or AADHAAR_LAST4.

    `as_of` is the day since when it holds or on which it was confirmed; `ticket` the number of an open dispute, if any.
    """

    id: UUID
    name: str
    title: Text
    source: str
    source_name: Text
    as_of: date
    ticket: str = ""


class KnownResident(Struct, frozen=True):
    """A resident with the source and date of every fact in force."""

    id: UUID
    resident: Resident
    facts: list[KnownFact]


class HouseholdMember(Struct, frozen=True):
    """Somebody registered with the asking citizen's own number: as much as it takes to tell who is meant."""

    id: UUID
    name: Text
    born_on: date


class Ticket(Struct, frozen=True):
    """A dispute about a fact, as the person may ask after it."""

    number: str
    opened_at: datetime


@operation("people.v1/resident", facts=FACTS)
def get_resident(*, resident_id: UUID, purpose: Purpose) -> Resident:
    """One resident; for an entry that was merged, the kept one. Raises NotFound, also when the actor may not know of it."""
    raise NotImplementedError


@operation("people.v1/resident-with-sources", facts=FACTS)
def get_resident_with_sources(*, resident_id: UUID, purpose: Purpose) -> KnownResident:
    """As `get_resident`, with the source and date of each fact: for a form that shows them instead of asking again."""
    raise NotImplementedError


@operation("people.v1/household", facts=("resident.name", "resident.birth_date"))
def get_household(*, purpose: Purpose) -> list[HouseholdMember]:
    """Those registered with the asking citizen's own number, the citizen included, the earliest entry first: to choose from.

    The facts of the one who is chosen are asked for with `get_resident_with_sources`. Raises NotPermitted unless a
    registered citizen asks.
    """
    raise NotImplementedError


@operation("people.v1/dispute-fact")
def dispute_fact(*, fact_id: UUID, said: str = "", case: str = "") -> Ticket:
    """Call a fact wrong: a ticket with the officer who decides; the one that is open already, when there is one.

    `said` is what the person holds for right, `case` where it was said. Raises NotFound for a fact that is not in force,
    NotPermitted unless the person, somebody registered with the same number, or a counter's operator, before whom the
    person stands, asks.
    """
    raise NotImplementedError


@operation("people.v1/residents", facts=FACTS)
def get_residents(*, resident_ids: list[UUID], purpose: Purpose) -> list[Resident]:
    """Residents in the order of the ids; unknown ones, and those the actor may not see, are left out. At most 500."""
    raise NotImplementedError


@operation("people.v1/find", facts=FACTS)
def find_residents(
    *,
    text: str = "",
    mobile: str = "",
    reference: str = "",
    relative: str = "",
    place: str = "",
    after: UUID | None = None,
    limit: int = 10,
    purpose: Purpose,
) -> list[Resident]:
    """Residents by name in any script and spelling, by mobile number or by reference; the best match first.

    `relative` (a name) and `place` (a code) narrow a search by name. `limit` is at most 50; `after`, the last resident
    of one page, asks for the next. Raises DomainError when
    neither text nor mobile nor reference is given or one is mistyped, NotPermitted unless an officer with a post asks.
    """
    raise NotImplementedError


@operation("people.v1/resident-by-mobile", facts=FACTS)
def resident_by_mobile(*, mobile: str, purpose: Purpose) -> Resident | None:
    """The resident registered with this number when there is exactly one; a family may share a number."""
    raise NotImplementedError


@operation("people.v1/residents-with-mobile", facts=FACTS)
def residents_with_mobile(*, mobile: str, purpose: Purpose) -> list[Resident]:
    """All residents registered with this number, the earliest first."""
    raise NotImplementedError


@operation("people.v1/names-of-mobile", only_for=("identity",))
def names_of_mobile(*, mobile: str) -> list[tuple[UUID, Text]]:
    """Ids and names of a number's residents, oldest first, for whoever has just proved that the number is theirs.

    Only signing in asks; the citizen's own look at their own name is no reading by others and is not kept as one.
    """
    raise NotImplementedError


@operation("people.v1/record-resident", facts=FACTS)
def record_resident(
    *,
    data: ResidentData,
    source: str,
    request_id: UUID,
    case: str = "",
    as_of: date | None = None,
    purpose: Purpose,
) -> Resident:
    """Enter a resident, or correct the facts of one; the resident as it stands afterwards.

    `source` says where the facts come from: APPLICATION, SELF, DOCUMENT, FIELD_REPORT, CORRECTION or IMPORT, `case` in
    which case, `as_of` since when they hold (today when left out). Without `resident_id`, facts whose name, birth
    date, gender and mobile number are those of a resident belong to that resident. The same `request_id` again returns
    the same resident and writes nothing.

    Raises DomainError with every wrong field in `errors`, NotFound for an unknown `resident_id`, Conflict when another
    resident has this name, birth date, gender and mobile number or the request id was used for other facts,
    NotPermitted unless an officer with a post, the system, or a citizen with the same mobile number asks.
    """
    raise NotImplementedError


@operation("people.v1/suggest-gurmukhi")
def suggest_gurmukhi(*, name: str) -> list[str]:
    """How a name in Latin letters may be written in Gurmukhi, the likeliest first; a person must confirm one."""
    raise NotImplementedError


class WhereAndWho(Struct, frozen=True):
    """What oversight asks of a person who was looked up: lives outside the given places; whose number of those given it is."""

    id: UUID
    is_outside: bool
    mobile: str


@operation("people.v1/compare")
def compare(*, resident_ids: list[UUID], places: list[str], mobiles: list[str]) -> list[WhereAndWho]:
    """For oversight over look-ups: compares and tells nothing that the caller does not know. At most 500 residents.

    `is_outside`: the present address lies in none of `places` (codes; false when there are none). `mobile`: the
    resident's number when it is one of `mobiles`, else empty. Raises NotPermitted unless the system asks.
    """
    raise NotImplementedError


class ReadingsOfFact(Protocol):
    """How often others read one fact of a person ("resident.name"), and last when, by whom (in words) and why."""

    @property
    def fact(self) -> str: ...
    @property
    def times(self) -> int: ...
    @property
    def last_at(self) -> datetime: ...
    @property
    def reader(self) -> str: ...
    @property
    def purpose(self) -> Text: ...


_readings: list[Callable[..., Sequence[ReadingsOfFact]]] = []


def register_readings(operation: Callable[..., Sequence[ReadingsOfFact]]) -> None:
    """The exchange names its operation that takes a `subject` and tells who read that person's facts."""
    _readings[:] = [operation]


def readings_of(subject: UUID) -> list[ReadingsOfFact]:
    """The readings of a person's facts, fact by fact. Raises Unavailable when the exchange does not answer."""
    if not _readings:
        raise Unavailable("No exchange tells who read facts.")
    return list(_readings[0](subject=subject))
