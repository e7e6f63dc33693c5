"""The places and calendars of the demonstration, from the facts typed into this repository."""

from sanjha.kernel.actors import SYSTEM
from sanjha.places.operations.load_calendars import load_calendars
from sanjha.places.operations.load_holidays import load_holidays
from sanjha.places.operations.load_places import DATA, LoadReport, load_places

LISTS = ("districts", "tehsils", "blocks", "urban_local_bodies", "villages")


def load_demo_places() -> list[LoadReport]:
    """Load 23 districts, all tehsils, some towns, the villages of Barnala and Tapa and some around, and the calendars.

    May be run again at any time; then it changes nothing.
    """
    reports = [load_places(path=DATA / f"{name}.csv", actor=SYSTEM) for name in LISTS]
    load_calendars()
    load_holidays(path=DATA / "holidays.csv", actor=SYSTEM)
    return reports
