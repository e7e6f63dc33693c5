"""Take over an official list of places: all of it or nothing."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock, events, gurmukhi
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.places import rules
from sanjha.places.events import PlacesLoaded
from sanjha.places.folding import fold, search_words
from sanjha.places.models import Place, PlaceLoad
from sanjha.places.official_files import (
    FileRefused,
    LineError,
    OfficialFile,
    OfficialRow,
    read_places,
    references,
)

Progress = Callable[[int, int], None]
BATCH: Final = 2000
DATA: Final = Path(__file__).resolve().parents[1] / "data"
# What a list may tell of a place. A blank in these says nothing; the others are the list's own and always stand.
_VALUES: Final = (
    *(
        "kind",
        "name_en",
        "name_pa",
        "name_hi",
        "parent",
        "district",
        "tehsil",
        "lgd_code",
        "census_code",
        "hadbast",
    ),
    *("short_code", "local_body", "is_part", "valid_from", "valid_to", "predecessor"),
)
_KEPT_WHEN_BLANK: Final = frozenset(
    {"name_pa", "name_hi", "census_code", "hadbast", "valid_from", "valid_to", "predecessor"}
)
_COMPUTED: Final = ("sort_en", "sort_pa")
_ENTER_WORDS: Final = """
INSERT INTO places_placeword (place_id, word)
SELECT * FROM unnest(%s::uuid[], %s::varchar[]) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class LoadReport:
    """What a list did to the register. `errors` is empty unless a trial run was asked for."""

    kind: str
    created: int
    changed: int
    unchanged: int
    errors: tuple[LineError, ...] = ()


def load_places(
    *, path: Path, actor: Actor = SYSTEM, progress: Progress | None = None, trial: bool = False
) -> LoadReport:
    """Take over one official list (districts, tehsils, blocks, urban local bodies or villages; told by its header).

    Load districts before tehsils, and tehsils before the others. The same list a second time changes nothing. Places
    that the list leaves out stay. `progress(done, total)` counts lines; with `trial` nothing is written and the broken
    lines are reported instead of raised.
    Raises FileRefused, a DomainError that lists line, field and rule, NotPermitted, and DomainError for a file of
    another kind.
    """
    rules.check_can_keep_registers(actor)
    found = read_places(path)
    errors = sorted([*found.errors, *_unknown_references(found)], key=lambda error: error.line)
    if errors and not trial:
        raise FileRefused(found.name, errors)
    with transaction.atomic(durable=True):
        created, changed, unchanged = _compare(found.rows)
        report = LoadReport(found.kind, len(created), len(changed), unchanged, tuple(errors))
        if not trial:
            _store(created, changed, total=len(found.rows), progress=progress)
            if created or changed:
                _announce(found, report, actor)
    return report


def _unknown_references(found: OfficialFile) -> Iterable[LineError]:
    """Districts and tehsils that the register does not know, and tehsils that lie in another district."""
    districts = set(Place.objects.filter(kind=Place.Kind.DISTRICT).values_list("code", flat=True))
    districts |= {row.code for row in found.rows if row.kind == Place.Kind.DISTRICT}
    tehsils = dict(Place.objects.filter(kind=Place.Kind.TEHSIL).values_list("code", "district"))
    for row, column, code in references(found.rows):
        if code.startswith("T"):
            district = tehsils.get(code)
            if district is None:
                yield LineError(
                    row.line, column, _("tehsil %(code)s is not in the register") % {"code": code[1:]}
                )
            elif district != row.values["district"]:
                yield LineError(
                    row.line, column, _("tehsil %(code)s lies in another district") % {"code": code[1:]}
                )
        elif code not in districts:
            yield LineError(
                row.line, column, _("district %(code)s is not in the register") % {"code": code[1:]}
            )


def _compare(rows: list[OfficialRow]) -> tuple[list[Place], list[Place], int]:
    """The places to create, the places that change, and the number of those that stay as they are."""
    known = {
        place.code: place
        for place in Place.objects.select_for_update().filter(code__in=[row.code for row in rows])
    }
    created: list[Place] = []
    changed: list[Place] = []
    for row in rows:
        values = row.values | _known_succession(row) | {"kind": row.kind}
        place = known.get(row.code)
        if place is None:
            place = Place(code=row.code)
            _fill(place, values)
            created.append(place)
        elif _fill(place, values):
            changed.append(place)
    return created, changed, len(rows) - len(created) - len(changed)


def _fill(place: Place, values: dict[str, str | bool | date | None]) -> bool:
    """Write the values into the place and compute its sort keys; whether anything differs."""
    differs = False
    for name in _VALUES:
        value = values.get(name)
        if (name in _KEPT_WHEN_BLANK and not value) or name not in values or getattr(place, name) == value:
            continue
        setattr(place, name, value)
        differs = True
    if differs:
        compute_keys(place)
    return differs


def compute_keys(place: Place) -> None:
    """The stored orders of a place's name: Latin, and Punjabi (by the Latin name where no Gurmukhi is recorded)."""
    place.sort_en = fold(place.name_en)[:100]
    place.sort_pa = gurmukhi.sort_key(place.name_pa or place.name_en)[:600]


@cache
def _successions() -> dict[str, dict[str, str | bool | date | None]]:
    """Districts made by splitting another, which the directory's list does not tell: predecessor and first day."""
    with (DATA / "successions.csv").open(encoding="utf-8", newline="") as file:
        return {
            "D" + line["lgd_code"]: {
                "predecessor": "D" + line["predecessor_lgd"],
                "valid_from": date.fromisoformat(line["valid_from"]),
            }
            for line in csv.DictReader(file)
        }


def _known_succession(row: OfficialRow) -> dict[str, str | bool | date | None]:
    """Where the list itself tells predecessor or first day, the list is right."""
    known = _successions().get(row.code, {}) if row.kind == Place.Kind.DISTRICT else {}
    return {name: value for name, value in known.items() if not row.values.get(name)}


def _store(created: list[Place], changed: list[Place], *, total: int, progress: Progress | None) -> None:
    """Write places and their words in batches. What stays unchanged counts as done from the beginning."""
    report = progress or (lambda _done, _total: None)
    places = [*created, *changed]
    done = total - len(places)
    for number in range(0, len(places), BATCH):
        batch = places[number : number + BATCH]
        Place.objects.bulk_create(
            batch, update_conflicts=True, unique_fields=["code"], update_fields=[*_VALUES, *_COMPUTED]
        )
        enter_words(batch, anew=number + len(batch) > len(created))
        done += len(batch)
        report(done, total)
    if not places:
        report(total, total)


def enter_words(places: list[Place], *, anew: bool = True) -> None:
    """Enter the words by which the places are found; `anew` first strikes out the words they had."""
    # Somebody who loaded the same list at the same moment may have given the row its id.
    ids = dict(Place.objects.filter(code__in=[place.code for place in places]).values_list("code", "id"))
    if anew:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM places_placeword WHERE place_id = ANY(%s)", [list(ids.values())])
    pairs = [
        (ids[place.code], word)
        for place in places
        for word in search_words(
            place.name_en, place.name_pa, place.name_hi, numbers=f"{place.hadbast} {place.short_code}"
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ENTER_WORDS, [[number for number, _word in pairs], [word for _number, word in pairs]])


def _announce(found: OfficialFile, report: LoadReport, actor: Actor) -> None:
    load = PlaceLoad.objects.create(
        kind=found.kind,
        file_name=found.name[:200],
        sha256=found.sha256,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        loaded_at=clock.now(),
    )
    events.publish(PlacesLoaded(found.kind, found.sha256, report.created, report.changed, load.loaded_at))
    audit.record(actor, "PLACES_LOADED", stream="places", rows=[load], sha256=found.sha256, kind=found.kind)
