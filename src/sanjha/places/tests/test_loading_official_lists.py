"""The official lists: complete, the same a second time, refused by line and never half taken over."""

import time

import pytest

from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen, officer_with
from sanjha.places.models import Place, PlaceLoad, PlaceWord
from sanjha.places.official_files import FileRefused
from sanjha.places.operations.load_places import load_places
from sanjha.places.tests.factories import OFFICIAL, make_barnala

pytestmark = pytest.mark.django_db

VILLAGES = "census2011_code,name_en,hadbast,kind,part,tehsil_lgd,district_lgd\n"
GOOD = VILLAGES + "039985,Khudi Kalan,57,village,,275,605\n040026,Mahal kalan,34,village,,275,605\n"


@pytest.fixture
def listed(tmp_path):
    """Write a list and give its path."""

    def write(text, name="villages.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8") if isinstance(text, str) else path.write_bytes(text)
        return path

    return write


@pytest.fixture
def ground():
    """Districts and tehsils, no villages."""
    make_barnala()
    Place.objects.filter(kind="VILLAGE").delete()


def test_a_list_creates_its_places_with_parents_keys_and_words(ground, listed):
    report = load_places(path=listed(GOOD))

    assert (report.kind, report.created, report.changed, report.unchanged) == ("VILLAGE", 2, 0, 0)
    village = Place.objects.get(code="V040026")
    assert (village.parent, village.tehsil, village.district) == ("T275", "T275", "D605")
    assert (village.name_en, village.sort_en, village.census_code) == ("Mahal Kalan", "mahal kalan", "040026")
    words = set(PlaceWord.objects.filter(place=village).values_list("word", flat=True))
    assert words == {"mahal", "kalan", "~ml", "~kln", "34"}


def test_the_same_list_again_changes_and_writes_nothing(ground, listed):
    path = listed(GOOD)
    load_places(path=path)
    before = [model.objects.count() for model in (Place, PlaceWord, PlaceLoad, OutboxEvent, AuditEntry)]

    report = load_places(path=path)

    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert [
        model.objects.count() for model in (Place, PlaceWord, PlaceLoad, OutboxEvent, AuditEntry)
    ] == before


def test_a_changed_line_changes_one_place_and_its_words(ground, listed):
    load_places(path=listed(GOOD))
    identity = Place.objects.get(code="V040026").id

    report = load_places(path=listed(GOOD.replace("Mahal kalan", "Mehal Kalan")))

    assert (report.created, report.changed, report.unchanged) == (0, 1, 1)
    village = Place.objects.get(code="V040026")
    assert (village.id, village.name_en) == (identity, "Mehal Kalan")
    words = set(PlaceWord.objects.filter(place=village).values_list("word", flat=True))
    assert "mehal" in words
    assert "mahal" not in words


def test_a_blank_never_takes_away_a_recorded_name(ground, listed):
    load_places(path=listed(GOOD))
    Place.objects.filter(code="V039985").update(name_pa="ਖੁੱਡੀ ਕਲਾਂ")

    report = load_places(path=listed(GOOD.replace(",57,", ",,")))

    assert report.changed == 0
    village = Place.objects.get(code="V039985")
    assert (village.name_pa, village.hadbast) == ("ਖੁੱਡੀ ਕਲਾਂ", "57")


def test_places_that_a_list_leaves_out_stay(ground, listed):
    load_places(path=listed(GOOD))
    load_places(path=listed(VILLAGES + "039985,Khudi Kalan,57,village,,275,605\n"))
    assert Place.objects.filter(code="V040026").exists()


def test_a_village_and_its_outgrowth_of_the_same_name_are_two_places(ground, listed):
    """The part of a village that a town has swallowed has a census code of its own."""
    load_places(
        path=listed(VILLAGES + "027438,Lamin,342,village,Y,275,605\n027784,Lamin,,outgrowth,,275,605\n")
    )
    rest, piece = Place.objects.filter(name_en="Lamin").order_by("code")
    assert (rest.kind, rest.is_part, rest.hadbast) == ("VILLAGE", True, "342")
    assert (piece.kind, piece.is_part, piece.hadbast) == ("OUTGROWTH", False, "")


def test_a_load_is_audited_and_announced(ground, listed):
    load_places(path=listed(GOOD), actor=officer_with("office_admin"))
    event = OutboxEvent.objects.get(kind="places.PlacesLoaded")
    assert (event.payload["kind"], event.payload["created"]) == ("VILLAGE", 2)
    assert AuditEntry.objects.get(action="PLACES_LOADED").stream == "places"
    assert PlaceLoad.objects.get().file_name == "villages.csv"


def test_progress_is_told_up_to_the_last_line(ground, listed):
    told = []
    load_places(path=listed(GOOD), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    load_places(path=listed(GOOD), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


@pytest.mark.parametrize(
    ("bad", "line", "field", "rule"),
    [
        ("39985,Khudi,57,village,,275,605", 3, "census2011_code", "6 digits"),
        (",Khudi,57,village,,275,605", 3, "census2011_code", "6 digits"),
        ("040000,,57,village,,275,605", 3, "name_en", "Latin letters"),
        ("040000,ਖੁੱਡੀ,57,village,,275,605", 3, "name_en", "Latin letters"),
        ("040000,Khudi\x07,57,village,,275,605", 3, "name_en", "cannot be printed"),
        ("040000,Khudi,fifty,village,,275,605", 3, "hadbast", "such as 57"),
        ("040000,Khudi,57,hamlet,,275,605", 3, "kind", "village, census_town"),
        ("040000,Khudi,57,village,maybe,275,605", 3, "part", "Y or empty"),
        ("040000,Khudi,57,village,,9999,605", 3, "tehsil_lgd", "tehsil 9999 is not in the register"),
        ("040000,Khudi,57,village,,275,43", 3, "tehsil_lgd", "tehsil 275 lies in another district"),
        ("040000,Khudi,57,village,,275,999", 3, "district_lgd", "district 999 is not in the register"),
        ("040000,Khudi,57,village,,275", 3, "*", "6 values where the header has 7"),
        ("039985,Again,57,village,,275,605", 3, "census2011_code", "stands in line 2"),
        ('040000,"Khudi,57,village,,275,605', 3, "*", "quotation marks"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(ground, listed, bad, line, field, rule):
    path = listed(VILLAGES + "039985,Khudi Kalan,57,village,,275,605\n" + bad + "\n")

    with pytest.raises(FileRefused) as refused:
        load_places(path=path)

    errors = [(error.line, error.field) for error in refused.value.lines]
    assert (line, field) in errors
    assert rule in str(refused.value)
    assert not Place.objects.filter(kind="VILLAGE").exists()
    assert not PlaceLoad.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_every_bad_line_is_listed_and_the_message_stays_short(ground, listed):
    lines = "".join(f"{number:06d},Name {number},x,village,,275,605\n" for number in range(1, 51))
    with pytest.raises(FileRefused) as refused:
        load_places(path=listed(VILLAGES + lines))
    assert [error.line for error in refused.value.lines] == list(range(2, 52))
    assert len(refused.value.errors) == 50
    assert str(refused.value).splitlines()[-1] == "... and 30 more."


def test_a_trial_reports_and_writes_nothing(ground, listed):
    report = load_places(path=listed(GOOD + "040000,Khudi,x,village,,275,605\n"), trial=True)
    assert (report.created, [error.field for error in report.errors]) == (2, ["hadbast"])
    assert not Place.objects.filter(kind="VILLAGE").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,age\nx,1\n", "none of the known headers"),
        ("", "none of the known headers"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_refused(listed, content, message):
    with pytest.raises(DomainError, match=message):
        load_places(path=listed(content))


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(DomainError, match=r"nowhere\.csv cannot be read"):
        load_places(path=tmp_path / "nowhere.csv")


@pytest.mark.parametrize("actor", [citizen(), officer_with("tehsildar")])
def test_others_may_not_load(listed, actor):
    with pytest.raises(NotPermitted):
        load_places(path=listed(GOOD), actor=actor)


def test_a_list_with_a_byte_order_mark_and_windows_line_ends_is_read(ground, listed):
    path = listed(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_places(path=path).created == 2


def test_the_split_districts_know_their_predecessors(listed):
    header = "lgd_code,census2011_code,name_en,name_pa,name_hi,short_code\n"
    rows = "43,053,Sangrur,ਸੰਗਰੂਰ,संगरूर,SGR\n737,,Malerkotla,ਮਾਲੇਰਕੋਟਲਾ,मलेरकोटला,MLK\n"
    assert load_places(path=listed(header + rows)).kind == "DISTRICT"
    made = Place.objects.get(code="D737")
    assert (made.predecessor, made.valid_from.year, made.census_code) == ("D43", 2021, "")


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official lists are not beside this repository")
def test_the_whole_state_is_loaded_in_seconds_and_twice_changes_nothing():
    for name, number in (("districts", 23), ("tehsils", 93), ("blocks", 153), ("urban_local_bodies", 169)):
        assert load_places(path=OFFICIAL / f"{name}.csv").created == number
    begun = time.perf_counter()

    first = load_places(path=OFFICIAL / "villages.csv")

    assert time.perf_counter() - begun < 60
    assert (first.created, first.changed, first.unchanged) == (12715, 0, 0)
    kinds = {kind: Place.objects.filter(kind=kind).count() for kind in ("VILLAGE", "TOWN", "OUTGROWTH")}
    assert kinds == {"VILLAGE": 12581, "TOWN": 74, "OUTGROWTH": 60}
    assert Place.objects.filter(is_part=True).count() == 29
    again = load_places(path=OFFICIAL / "villages.csv")
    assert (again.created, again.changed, again.unchanged) == (0, 0, 12715)


def test_a_list_with_a_header_alone_loads_nothing(ground, listed):
    report = load_places(path=listed(VILLAGES))
    assert (report.created, report.changed, report.unchanged) == (0, 0, 0)
