"""A search for double entries over 100,000 invented residents: pairs compared of all pairs, seconds, and what was found."""

import random
import time
from datetime import date, timedelta
from typing import Any

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id
from sanjha.people import names
from sanjha.people.models import Duplicate, DuplicateSearch, Resident, ResidentAddress
from sanjha.people.operations.search_duplicates import search_duplicates
from sanjha.people.operations.start_duplicate_search import start_duplicate_search
from sanjha.project.running import house
from sanjha.project.tables import migrate

RESIDENTS = 100_000
TWICE = 500
"""So many of them are entered a second time, with another spelling, another number or a slip in the date."""
SEED = 2026
GIVEN = """gurpreet manpreet harpreet jaspreet kulwinder balwinder sukhwinder jaswinder paramjit manjit ranjit baljit harjit
amarjit gurmeet harmeet kulbir jasbir balbir ranbir dalbir navdeep hardeep gurdeep kuldeep sandeep amandeep ramandeep
lakhvir satnam gurnam harnam sukhdev gurdev baldev hardev mohinder rajinder surinder joginder narinder devinder
""".split()
FAMILY = """sidhu gill dhillon sandhu grewal brar mann bains sekhon dhaliwal toor randhawa saini cheema virk hundal""".split()
RESPELT = (
    ("preet", "prit"),
    ("meet", "mit"),
    ("deep", "dip"),
    ("inder", "ender"),
    ("jit", "jeet"),
    ("vir", "veer"),
)


def bench_duplicates(*, residents: int = RESIDENTS, twice: int = TWICE) -> dict[str, Any]:
    """Pairs compared, beside comparing all with all."""
    with house():
        migrate(verbosity=0)
        planted = _fill(residents, twice)
        begun = time.monotonic()
        search = start_duplicate_search(actor=SYSTEM)
        while search.is_running:
            search = search_duplicates(search_id=search.pk, actor=SYSTEM)
        seconds = time.monotonic() - begun
        found = set(Duplicate.objects.values_list("first", "second"))
        kept = DuplicateSearch.objects.get(pk=search.pk)
    everybody = residents + twice
    all_pairs = everybody * (everybody - 1) // 2
    return {
        "bench": "duplicates",
        "ours": kept.compared,
        "limit": all_pairs,
        "ratio": round(kept.compared / all_pairs, 9),
        "unit": "pairs compared, beside all pairs",
        "detail": {
            "residents": everybody,
            "seconds": round(seconds, 1),
            "proposed": kept.proposed,
            "entered_twice": twice,
            "of_these_found": len(planted & found),
        },
    }


def _fill(residents: int, twice: int) -> set[tuple[Any, Any]]:
    """Invented people of no village; the pairs that are one person."""
    chance = random.Random(SEED)  # noqa: S311 the same people each time
    people = [_person(chance, f"9{number:09d}") for number in range(residents)]
    pairs = [(one, _again(chance, one)) for one in chance.sample(people, twice)]
    Resident.objects.bulk_create([*people, *(other for _one, other in pairs)], batch_size=2000)
    ResidentAddress.objects.bulk_create(
        (
            ResidentAddress(resident=row, area="RURAL", place=f"V{int(row.relative_pa):06d}")
            for row in [*people, *(other for _one, other in pairs)]
        ),
        batch_size=5000,
    )
    return {(one.pk, other.pk) for one, other in pairs}


def _person(chance: random.Random, mobile: str) -> Resident:
    gender = chance.choice("MF")
    ending = "Singh" if gender == "M" else "Kaur"
    return _row(
        f"{chance.choice(GIVEN).title()} {ending} {chance.choice(FAMILY).title()}",
        f"{chance.choice(GIVEN).title()} Singh",
        date(1940, 1, 1) + timedelta(days=chance.randrange(30_000)),
        gender,
        mobile,
        str(chance.randrange(12_000)),
    )


def _again(chance: random.Random, one: Resident) -> Resident:
    """The same person as another clerk wrote it down."""
    name, born = one.name_en, one.born_on
    slip = chance.randrange(3)
    if slip == 0:
        for usual, other in RESPELT:
            name = name.replace(usual, other)
    elif slip == 1 and born.day <= 12:
        born = born.replace(month=born.day, day=born.month)
    mobile = one.mobile if slip == 1 else ""
    return _row(name, one.relative_en, born, one.gender, mobile, one.relative_pa)


def _row(name: str, relative: str, born: date, gender: str, mobile: str, place: str) -> Resident:
    key, now = new_id(), clock.now()
    return Resident(
        id=key,
        reference=str(key)[-30:],
        name_en=name,
        name_pa=name,
        relation="FATHER",
        relative_en=relative,
        relative_pa=place,
        born_on=born,
        gender=gender,
        mobile=mobile,
        name_keys=names.search_keys(name),
        relative_keys=[],
        recorded_at=now,
        changed_at=now,
    )
