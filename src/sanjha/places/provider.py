"""Binds the contract to this service's queries."""

from datetime import date

from sanjha.kernel.contracts import provides
from sanjha.places import contract, queries
from sanjha.places.models import Place
from sanjha.places.operations.load_places import load_places
from sanjha.places.working_days import WORKING_DAY

__all__ = ["load_places"]


@provides(contract.get_place)
def get_place(*, code: str) -> contract.Place:
    return _view(queries.place_with(code))


@provides(contract.get_places)
def get_places(*, codes: list[str]) -> list[contract.Place]:
    return [_view(place) for place in queries.places_with(codes)]


@provides(contract.children)
def children(*, code: str, kind: str) -> list[contract.Place]:
    return [_view(place) for place in queries.children_of(code, [kind.upper()])]


@provides(contract.search_places)
def search_places(
    *, text: str, within: str = "", kinds: tuple[str, ...] = (), limit: int = 20
) -> list[contract.Place]:
    return [_view(place) for place in queries.find_places(text, inside=within, kinds=kinds, limit=limit)]


@provides(contract.is_within)
def is_within(*, code: str, container: str) -> bool:
    place = queries.place_with(code)
    return container in {place.code, place.parent, place.tehsil, place.district} - {""}


@provides(contract.working_days)
def working_days(*, calendar: str, start: date, days: int, district: str = "") -> date:
    return queries.dates_after(calendar, start, [days], district)[0]


@provides(contract.dates_after)
def dates_after(*, calendar: str, start: date, days: list[int], district: str = "") -> list[date]:
    return queries.dates_after(calendar, start, days, district)


@provides(contract.day_account)
def day_account(*, calendar: str, start: date, end: date, district: str = "") -> list[contract.Day]:
    account = queries.account_of(calendar, start, end, district)
    return [contract.Day(date=day, works=why is None, why=why or WORKING_DAY) for day, why in account]


def _view(place: Place) -> contract.Place:
    return contract.Place(
        code=place.code,
        kind=place.kind,
        name=place.name,
        parent=place.parent or None,
        district=place.district,
        tehsil=place.tehsil or None,
        lgd_code=place.lgd_code,
        census_code=place.census_code,
        hadbast=place.hadbast,
        short_code=place.short_code,
    )
