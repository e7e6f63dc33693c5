"""What happened in the register of places and in the calendars."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sanjha.kernel.events import event


@event(version=1)
@dataclass(frozen=True)
class PlacesLoaded:
    """An official file changed the register; readers that keep copies of places read them again."""

    kind: str
    sha256: str
    created: int
    changed: int
    loaded_at: datetime


@event(version=1)
@dataclass(frozen=True)
class PlaceNamed:
    """A place was given its name in Punjabi or Hindi."""

    code: str
    name_pa: str
    name_hi: str


@event(version=1)
@dataclass(frozen=True)
class HolidayEntered:
    """A day became a holiday. An empty calendar or district means all of them."""

    holiday: UUID
    date: date
    calendar: str
    district: str


@event(version=1)
@dataclass(frozen=True)
class HolidayChanged:
    """A holiday moved to another date, calendar or district, or was worded anew."""

    holiday: UUID
    date_before: date
    date: date
    calendar: str
    district: str


@event(version=1)
@dataclass(frozen=True)
class HolidayRemoved:
    """A day is a working day after all."""

    holiday: UUID
    date: date
    calendar: str
    district: str


@event(version=1)
@dataclass(frozen=True)
class HolidaysLoaded:
    """A list of holidays was taken over."""

    created: int
    changed: int
