"""What other services may ask about places and working days. These are public facts: no purpose is needed."""

import datetime

from sanjha.kernel.contracts import Struct, operation
from sanjha.kernel.text import Text


class Place(Struct, frozen=True):
    """A place. Codes: district "D605", tehsil "T275", block "B341", village or town "V039985", ULB "U248378".

    `kind` is one of DISTRICT, TEHSIL, BLOCK, VILLAGE, TOWN (census town), OUTGROWTH, ULB. `name.pa` is empty where no
    officer has recorded the name. `hadbast` is the number of the revenue estate within its tehsil; `short_code` the
    letters by which public numbers name a district ("BNL"), empty for other kinds.
    """

    code: str
    kind: str
    name: Text
    parent: str | None
    district: str
    tehsil: str | None
    lgd_code: str
    census_code: str
    hadbast: str
    short_code: str = ""


class Day(Struct, frozen=True):
    """One day of a calendar: whether the offices work, and why not."""

    date: datetime.date
    works: bool
    why: Text


@operation("places.v1/place")
def get_place(*, code: str) -> Place:
    """One place by its code; an ended place is found too. Raises NotFound."""
    raise NotImplementedError


@operation("places.v1/places")
def get_places(*, codes: list[str]) -> list[Place]:
    """The places with these codes, in the order of the codes; unknown codes are left out."""
    raise NotImplementedError


@operation("places.v1/children")
def children(*, code: str, kind: str) -> list[Place]:
    """The present places of a kind within a district or tehsil, by name. An empty code asks the whole state."""
    raise NotImplementedError


@operation("places.v1/search")
def search_places(
    *, text: str, within: str = "", kinds: tuple[str, ...] = (), limit: int = 20
) -> list[Place]:
    """Present places whose name, in Latin, Gurmukhi or Devanagari, or hadbast number begins with the words of `text`.

    The best match comes first. Other spellings follow behind exact ones. `limit` is at most 100.
    """
    raise NotImplementedError


@operation("places.v1/is-within")
def is_within(*, code: str, container: str) -> bool:
    """Whether the place is the container or lies in it. Raises NotFound for an unknown `code`."""
    raise NotImplementedError


@operation("places.v1/working-days")
def working_days(*, calendar: str, start: datetime.date, days: int, district: str = "") -> datetime.date:
    """The date that many working days after `start`; `start` itself is day 0, whatever day it is.

    Calendars: "FIELD", "SECRETARIAT", "KENDRA". A district's code adds the holidays of that district.
    Raises NotFound for an unknown calendar and DomainError for a negative number or more than 1000 days.
    """
    raise NotImplementedError


@operation("places.v1/dates-after")
def dates_after(
    *, calendar: str, start: datetime.date, days: list[int], district: str = ""
) -> list[datetime.date]:
    """The batch form of `working_days`: for each number of working days the date that many days after `start`."""
    raise NotImplementedError


@operation("places.v1/day-account")
def day_account(*, calendar: str, start: datetime.date, end: datetime.date, district: str = "") -> list[Day]:
    """Every day from `start` to `end`, both included, with the reason where the offices are closed.

    Raises NotFound for an unknown calendar and DomainError when `end` lies before `start` or over ten years after it.
    """
    raise NotImplementedError
