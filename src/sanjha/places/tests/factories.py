"""Small places and calendars for tests: a district with two tehsils and a few villages."""

from datetime import date
from pathlib import Path

from sanjha.places.folding import fold
from sanjha.places.models import Calendar, Holiday, Place, WeeklyOff
from sanjha.places.operations.load_places import compute_keys, enter_words

OFFICIAL = Path(__file__).resolve().parents[4].parent / "shared" / "data"


def make_place(code: str, name_en: str, **values: object) -> Place:
    """A place with its sort keys and words, as an official list would have made it."""
    kinds = {"D": "DISTRICT", "T": "TEHSIL", "B": "BLOCK", "U": "ULB"}
    kind = values.pop("kind", kinds.get(code[0], "VILLAGE"))
    if code.startswith("D"):
        values.setdefault("district", code)
    if code.startswith("T"):
        values.setdefault("tehsil", code)
    place = Place(code=code, kind=kind, name_en=name_en, **values)
    place.parent = place.parent or place.tehsil if code[0] in "VU" else place.parent
    compute_keys(place)
    place.save()
    enter_words([place])
    assert place.sort_en == fold(name_en)
    return place


def make_barnala() -> dict[str, Place]:
    """District Barnala with its tehsils and five villages, and one tehsil of Sangrur with a village."""
    made = [
        make_place("D605", "Barnala", name_pa="ਬਰਨਾਲਾ", name_hi="बरनाला", short_code="BNL", lgd_code="605"),
        make_place("D43", "Sangrur", name_pa="ਸੰਗਰੂਰ", short_code="SGR", lgd_code="43"),
        make_place("T275", "Barnala", name_pa="ਬਰਨਾਲਾ", district="D605", parent="D605"),
        make_place("T276", "Tapa", name_pa="ਤਪਾ", district="D605", parent="D605"),
        make_place("T271", "Sangrur", name_pa="ਸੰਗਰੂਰ", district="D43", parent="D43"),
        make_place("V039985", "Khudi Kalan", name_pa="ਖੁੱਡੀ ਕਲਾਂ", district="D605", tehsil="T275", hadbast="57"),
        make_place("V040050", "Khudi Khurd", name_pa="ਖੁੱਡੀ ਖੁਰਦ", district="D605", tehsil="T276", hadbast="60"),
        make_place("V040026", "Mahal Kalan", district="D605", tehsil="T275", hadbast="34"),
        make_place("V040040", "Pakho", district="D605", tehsil="T276", hadbast="53"),
        make_place("V039979", "Pharwahi", name_pa="ਫਰਵਾਹੀ", district="D605", tehsil="T275", hadbast="52"),
        make_place("V039772", "Badrukhan", name_pa="ਬਡਰੁੱਖਾਂ", district="D43", tehsil="T271", hadbast="16"),
        make_place(
            "U248378", "Barnala", name_pa="ਬਰਨਾਲਾ", district="D605", tehsil="T275", local_body="COUNCIL"
        ),
        make_place("B341", "Barnala", district="D605", parent="D605"),
    ]
    return {place.code: place for place in made}


def make_calendar(
    code: str = "FIELD", offs: tuple[tuple[int, int], ...] = ((6, 0), (5, 2), (5, 4))
) -> Calendar:
    """A calendar with weekly offs given as (weekday, nth)."""
    calendar = Calendar.objects.create(code=code, name_en=code.title())
    for weekday, nth in offs:
        WeeklyOff.objects.create(
            calendar=calendar, weekday=weekday, nth=nth, valid_from=date(2000, 1, 1), source="test"
        )
    return calendar


def make_holiday(day: date, name_en: str = "Holi", **values: object) -> Holiday:
    return Holiday.objects.create(
        **{"date": day, "name_en": name_en, "name_pa": "ਹੋਲੀ", "name_hi": "होली", "source": "test"} | values
    )
