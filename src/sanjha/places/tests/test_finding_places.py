"""Finding places: by prefix in any script, by hadbast number, by like-sounding spelling, within a place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import clock
from sanjha.kernel.errors import NotFound
from sanjha.places import contract, provider, queries
from sanjha.places.folding import fold, search_words, skeleton
from sanjha.places.models import Place
from sanjha.places.operations.load_places import load_places
from sanjha.places.tests.factories import OFFICIAL, make_barnala, make_place


@pytest.fixture
def barnala(db):
    return make_barnala()


def codes(found):
    return [place.code for place in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("khudi kal", "V039985"),
        ("KHUDI  KHURD", "V040050"),
        ("kalan khudi", "V039985"),
        ("ਖੁੱਡੀ ਕ", "V039985"),
        ("ਖੁਡੀ ਖੁਰਦ", "V040050"),
        ("खुड्डी कलां", "V039985"),
        ("57", "V039985"),
        ("੫੭", "V039985"),
        ("५७", "V039985"),
        ("57 khudi", "V039985"),
        ("mehal", "V040026"),
        ("ਮਹਿਲ ਕਲਾਂ", "V040026"),
        ("parwahi", "V039979"),
        ("badrukan", "V039772"),
    ],
)
def test_a_village_is_found(barnala, text, first):
    assert codes(contract.search_places(text=text, kinds=("VILLAGE",)))[0] == first


def test_the_whole_name_comes_first_then_districts_and_tehsils(barnala):
    assert codes(contract.search_places(text="barnala")) == ["D605", "T275", "U248378", "B341"]


def test_the_beginning_of_a_name_comes_before_a_word_within(barnala):
    make_place("V040001", "Kalan Wala", district="D605", tehsil="T275")
    assert codes(contract.search_places(text="kalan"))[0] == "V040001"


def test_exact_spelling_comes_before_like_sounding(barnala):
    make_place("V040002", "Mehal Khurd", district="D605", tehsil="T275")
    assert codes(contract.search_places(text="mehal")) == ["V040002", "V040026"]


@pytest.mark.parametrize(
    ("within", "found"),
    [("T275", ["V039985"]), ("T276", ["V040050"]), ("D605", ["V039985", "V040050"]), ("D43", [])],
)
def test_the_search_stays_within_a_place(barnala, within, found):
    assert codes(contract.search_places(text="khudi", within=within)) == found


def test_kinds_are_given_in_any_case(barnala):
    assert codes(contract.search_places(text="barnala", kinds=("ulb",))) == ["U248378"]


def test_ended_places_are_not_offered_but_still_read(barnala):
    with clock.frozen("2026-11-23"):
        Place.objects.filter(code="V039985").update(valid_to="2026-11-23")
        assert codes(contract.search_places(text="khudi")) == ["V040050"]
        assert contract.get_place(code="V039985").name.pa == "ਖੁੱਡੀ ਕਲਾਂ"
    with clock.frozen("2026-11-22"):
        assert codes(contract.search_places(text="khudi")) == ["V039985", "V040050"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'", "\x00", "()"])
def test_a_search_without_letters_finds_nothing(barnala, text):
    assert contract.search_places(text=text) == []


def test_signs_of_the_store_are_plain_letters_to_the_search(barnala):
    assert codes(contract.search_places(text="kh_di")) == []
    assert codes(contract.search_places(text="khudi%")) == ["V039985", "V040050"]


def test_a_search_takes_at_most_two_queries(barnala, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        contract.search_places(text="khudi kalan", within="T275", kinds=("VILLAGE",))


def test_the_limit_holds(barnala):
    assert len(contract.search_places(text="k", limit=2)) == 2
    assert len(contract.search_places(text="k", limit=0)) == 1


@pytest.mark.django_db
@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official lists are not beside this repository")
def test_a_search_in_the_whole_state_walks_indexes():
    for name in ("districts", "tehsils", "villages"):
        load_places(path=OFFICIAL / f"{name}.csv")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place, places_placeword")
    with CaptureQueriesContext(connection) as seen:
        assert "Khudi Kalan" in [
            place.name_en for place in queries.find_places("khudi kalan", kinds=["VILLAGE"])
        ]
    for query in seen.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"])
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan on places_placeword" not in plan


# What the contract says


def test_a_place_is_told_with_its_way_up(barnala):
    village = contract.get_place(code="V039985")
    assert (village.kind, village.parent, village.tehsil, village.district) == (
        "VILLAGE",
        "T275",
        "T275",
        "D605",
    )
    district = contract.get_place(code="D605")
    assert (district.parent, district.tehsil, district.district) == (None, None, "D605")


def test_an_unknown_place_is_not_found(db):
    with pytest.raises(NotFound, match="V000000"):
        contract.get_place(code="V000000")


def test_places_come_in_the_order_asked_in_one_query(barnala, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = contract.get_places(codes=["T276", "V000000", "D605", "T276"])
    assert codes(found) == ["T276", "D605"]


@pytest.mark.parametrize(
    ("code", "kind", "found"),
    [
        ("D605", "TEHSIL", ["T275", "T276"]),
        ("D605", "VILLAGE", ["V039985", "V040050", "V040026", "V040040", "V039979"]),
        ("T275", "VILLAGE", ["V039985", "V040026", "V039979"]),
        ("T275", "ULB", ["U248378"]),
        ("T275", "TEHSIL", []),
        ("", "DISTRICT", ["D605", "D43"]),
    ],
)
def test_children_by_name(barnala, code, kind, found):
    assert codes(contract.children(code=code, kind=kind)) == found


@pytest.mark.parametrize(
    ("code", "container", "expected"),
    [
        ("V039985", "T275", True),
        ("V039985", "D605", True),
        ("V039985", "V039985", True),
        ("V039985", "T276", False),
        ("V039985", "", False),
        ("T275", "D605", True),
        ("D605", "T275", False),
        ("U248378", "T275", True),
    ],
)
def test_is_within(barnala, code, container, expected):
    assert contract.is_within(code=code, container=container) is expected


def test_the_loader_is_had_from_the_provider():
    assert provider.load_places is load_places


# Folding


@pytest.mark.parametrize(
    "spellings",
    [
        ("Khudi", "Khuddi", "ਖੁੱਡੀ", "खुड्डी"),
        ("Ferozepur", "Firozpur", "Firozepur", "ਫ਼ਿਰੋਜ਼ਪੁਰ"),
        ("Mahal", "Mehal", "ਮਹਿਲ"),
        ("Kutba", "Qutba", "ਕੁਤਬਾ"),
        ("Wajidke", "Vajidke", "Bazidke", "ਵਜੀਦਕੇ"),
        ("Sehna", "Shaina", "Shehna", "ਸ਼ਹਿਣਾ"),
        ("Kalan", "ਕਲਾਂ", "कलां"),
        ("Ugoke", "ਉੱਗੋਕੇ"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(spellings):
    assert len({skeleton(fold(spelling)) for spelling in spellings}) == 1


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_entered_words_are_found_by_any_of_their_beginnings(name):
    for word in fold(name).split():
        assert any(entered.startswith(word[: len(word) // 2 + 1]) for entered in search_words(name))
