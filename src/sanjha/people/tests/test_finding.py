"""Finding residents: across scripts and spellings, ranked, page by page, only for those who may."""

from datetime import date

import pytest
from django.db import connection

from sanjha.kernel.actors import ANONYMOUS, SYSTEM, Actor, Kind
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import citizen
from sanjha.people import queries, rules
from sanjha.people.models import Resident
from sanjha.people.queries import Sought
from sanjha.people.tests.factories import address, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "barnala")]


def found(actor: Actor = SYSTEM, **sought: str) -> list[str]:
    return [row.name_en for row in queries.find(actor, Sought(**sought), limit=50)]


@pytest.fixture
def people(barnala, monday_morning) -> None:
    recorded(name_en="Gurmeet Singh", name_pa="ਗੁਰਮੀਤ ਸਿੰਘ", gender="M")
    recorded(
        name_en="Gurmit Kaur",
        name_pa="ਗੁਰਮੀਤ ਕੌਰ",
        relative_name_en="Jarnail Singh",
        relative_name_pa="ਜਰਨੈਲ ਸਿੰਘ",
    )
    recorded(name_en="Davinder Singh", name_pa="ਦਵਿੰਦਰ ਸਿੰਘ", gender="M", address=address(place="V040026"))
    recorded(name_en="Chhinder Kaur", name_pa="ਛਿੰਦਰ ਕੌਰ")
    recorded(name_en="Gurpreet Singh", name_pa="ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", gender="M")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gurmeet", ["Gurmeet Singh", "Gurmit Kaur"]),
        ("gurmit singh", ["Gurmeet Singh", "Gurmit Kaur"]),
        ("ਗੁਰਮੀਤ", ["Gurmeet Singh", "Gurmit Kaur"]),
        ("गुरमीत कौर", ["Gurmit Kaur", "Gurmeet Singh"]),
        ("Devinder", ["Davinder Singh"]),
        ("Shinder", ["Chhinder Kaur"]),
        ("S. Gurmeet Singh", ["Gurmeet Singh", "Gurmit Kaur"]),
        ("Gur Preet Singh", ["Gurpreet Singh"]),
        ("Singh Gurmeet", ["Gurmeet Singh", "Gurmit Kaur"]),
        ("Rajinder", []),
    ],
)
def test_by_name(text, expected):
    assert found(text=text) == expected


@pytest.mark.usefixtures("people")
def test_singh_alone_fits_too_many_unless_something_narrows():
    for text in ("Singh", "ਸਿੰਘ", "Kaur Singh"):
        with pytest.raises(DomainError, match="fits too many people"):
            found(text=text)
    assert len(found(text="Singh", place="V040050")) == 2
    assert found(text="Kaur", relative="Jarnail Singh") == ["Gurmit Kaur"]


@pytest.mark.usefixtures("people")
def test_the_relatives_name_and_the_place_narrow():
    assert found(text="Gurmeet", relative="Jarnail") == ["Gurmit Kaur"]
    assert found(text="ਗੁਰਮੀਤ", relative="ਜਰਨੈਲ ਸਿੰਘ") == ["Gurmit Kaur"]
    assert found(text="Singh", place="v040026") == ["Davinder Singh"]
    assert found(text="Singh", place="V999999") == []


def test_the_name_as_it_is_written_comes_first():
    recorded(name_en="Harpreet Kaur", name_pa="ਹਰਪ੍ਰੀਤ ਕੌਰ")
    recorded(name_en="Harprit Singh", name_pa="ਹਰਪ੍ਰੀਤ ਸਿੰਘ", gender="M")
    recorded(name_en="Harprit Kaur", name_pa="ਹਰਪ੍ਰੀਤ ਕੌਰ", born_on=date(1980, 1, 1))
    assert found(text="harprit kaur") == ["Harprit Kaur", "Harpreet Kaur", "Harprit Singh"]


def test_by_mobile_and_by_reference():
    resident = recorded(mobile="9876512345")
    assert found(mobile="+91 98765 12345") == ["Manpreet Kaur"]
    assert found(mobile="9876512346") == []
    assert found(reference=f" {resident.reference.lower()} ") == ["Manpreet Kaur"]


@pytest.mark.parametrize(
    ("sought", "field"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "a"}, "text"),
        ({"text": "123"}, "text"),
        ({"text": "Gur\x07meet"}, "text"),
        ({"text": "Gurmeet", "relative": "1"}, "relative"),
        ({"mobile": "12345"}, "mobile"),
        ({"reference": "PB/RES/00000001-Z"}, "reference"),
        ({"reference": "nonsense"}, "reference"),
    ],
)
def test_what_cannot_be_sought_is_refused(sought, field):
    with pytest.raises(DomainError) as refused:
        found(**sought)
    assert refused.value.field == field


def test_looking_people_up_is_for_officers_with_a_post(operator):
    recorded()
    assert found(operator, text="Manpreet") == ["Manpreet Kaur"]
    for actor in (ANONYMOUS, citizen(), Actor(Kind.OFFICER, account=new_id(), person=new_id())):
        with pytest.raises(NotPermitted, match="Only an officer with a post"):
            found(actor, text="Manpreet")


def test_pages_follow_one_another_without_gap_or_repetition(django_assert_num_queries):
    for number in range(23):
        recorded(name_en=f"Manpreet Kaur{'abcdefghijklmnopqrstuvw'[number]}", mobile="")
    seen: list[str] = []
    after = None
    for number in range(5):
        with django_assert_num_queries(2 if number else 1):
            page = queries.find(SYSTEM, Sought(text="Manpreet"), limit=5, after=after)
            seen += [row.reference for row in page if row.address.pin]
        after = page[-1].id
    assert queries.find(SYSTEM, Sought(text="Manpreet"), limit=5, after=after) == []
    assert sorted(seen) == sorted(Resident.objects.values_list("reference", flat=True))
    assert len(seen) == len(set(seen)) == 23


def test_a_page_after_somebody_who_does_not_fit_is_refused():
    stranger = recorded(name_en="Harbans Kaur", name_pa="ਹਰਬੰਸ ਕੌਰ")
    for after in (stranger.id, new_id()):
        with pytest.raises(DomainError, match="The list has changed"):
            queries.find(SYSTEM, Sought(text="Manpreet"), limit=5, after=after)


def test_a_page_is_never_longer_than_fifty(monkeypatch, operator):
    monkeypatch.setattr(rules, "MOST_FOUND", 2)
    for _number in range(3):
        recorded(mobile="")
    assert len(queries.find(operator, Sought(text="Manpreet"), limit=10_000)) == 2
    assert len(queries.find(operator, Sought(text="Manpreet"), limit=-5)) == 1


def test_a_citizen_sees_the_household_and_nobody_else():
    mother = recorded(name_en="Harbans Kaur", mobile="9876512345")
    daughter = recorded(
        name_en="Simran Kaur", mobile="9876512345", born_on=date(2010, 5, 5), address=address(since_year=None)
    )
    stranger = recorded(mobile="9876554321")
    alone = recorded(mobile="", name_en="Alone Kaur")
    me = citizen(mother.id)
    assert set(queries.visible_to(me)) == {mother, daughter}
    assert set(queries.visible_to(citizen(alone.id))) == {alone}
    assert queries.resident(me, daughter.id) == daughter
    with pytest.raises(NotFound):
        queries.resident(me, stranger.id)
    assert queries.residents(me, [stranger.id, daughter.id, mother.id]) == [daughter, mother]
    assert queries.with_mobile(me, "9876554321") == []
    assert list(queries.visible_to(Actor(Kind.CITIZEN, account=new_id()))) == []


def test_many_residents_in_one_query_and_one_more_for_unknown_ids(operator, django_assert_num_queries):
    rows = [recorded(mobile="") for _number in range(5)]
    wanted = [row.id for row in reversed(rows)]
    with django_assert_num_queries(1):
        queries.residents(operator, wanted)
    with django_assert_num_queries(2):
        got = queries.residents(operator, [*wanted, new_id()])
        assert [row.address.pin for row in got] == ["148108"] * 5
    assert [row.id for row in got] == wanted
    with pytest.raises(DomainError, match="At most 500"):
        queries.residents(operator, [new_id() for _number in range(501)])


def test_whom_a_number_belongs_to():
    first = recorded(name_en="Harbans Kaur", mobile="9876512345")
    second = recorded(name_en="Simran Kaur", mobile="9876512345")
    assert [identifier for identifier, _name in queries.names_with_mobile("9876512345")] == [
        first.id,
        second.id,
    ]
    recorded(mobile="")
    assert queries.names_with_mobile("") == []


@pytest.mark.parametrize("text", ["Gurmeet", "Gurmeet Singh", "Gur Preet Singh"])
def test_a_search_by_name_can_use_the_index(operator, text):
    rows = queries._ranked(queries.visible_to(operator), Sought(text=text))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    assert "resident_by_name_key" in rows.order_by("-score").explain()
