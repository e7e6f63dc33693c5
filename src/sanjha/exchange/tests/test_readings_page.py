"""A citizen sees who read the citizen's facts, in words."""

from datetime import timedelta

import pytest

from sanjha.exchange.models import NamedPurpose
from sanjha.exchange.tests.factories import make_reading
from sanjha.kernel import clock
from sanjha.kernel.ids import new_id

pytestmark = pytest.mark.django_db
PAGE = "/my/readings/"


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_reading_is_told_in_words(as_resident, resident):
    NamedPurpose.objects.create(code="REV-INCOME", name_en="Income certificate", name_pa="ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ")
    with clock.frozen("2026-11-23T10:05:00+05:30"):
        make_reading(subject=resident.person)
    shown = text_of(as_resident.get(PAGE))
    for words in (
        "23-11-2026",
        "An officer",
        "Name, Mobile number",
        "Income certificate",
        "PB/BNL/REV-INCOME/2026/0000001-K",
    ):
        assert words in shown
    in_punjabi = text_of(as_resident.get(PAGE, headers={"accept-language": "pa"}))
    for words in ("ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ", "ਨਾਂ, ਮੋਬਾਈਲ ਨੰਬਰ", "ਇੱਕ ਅਧਿਕਾਰੀ"):
        assert words in in_punjabi


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("SYSTEM:-", "Sanjha itself"),
        ("CITIZEN:somebody", "Somebody else with your mobile number"),
        ("ANONYMOUS:-", "Somebody who was signing in"),
        ("OFFICER:somebody", "An officer"),
    ],
)
def test_who_read_is_said_without_a_name(as_resident, resident, reader, words):
    make_reading(subject=resident.person, reader=reader)
    assert words in text_of(as_resident.get(PAGE))


def test_a_fact_that_nobody_read_is_not_said_of_all_facts(as_resident, resident):
    make_reading(subject=resident.person)
    shown = text_of(as_resident.get(PAGE, {"fact": "document.file"}))
    assert "Nobody has read this fact yet" in shown
    assert "Nobody has read your facts yet" not in shown


def test_ones_own_look_is_called_so(as_resident, resident):
    make_reading(subject=resident.person, reader=f"CITIZEN:{resident.person}")
    assert "You yourself" in text_of(as_resident.get(PAGE))


def test_looks_at_one_case_on_one_day_stand_together(as_resident, resident):
    reader = f"OFFICER:{new_id()}"
    for minute in (0, 5, 9):
        with clock.frozen(f"2026-11-23T10:0{minute}:00+05:30"):
            make_reading(subject=resident.person, reader=reader)
    with clock.frozen("2026-11-24T10:00:00+05:30"):
        make_reading(subject=resident.person, reader=reader)
    response = as_resident.get(PAGE)
    assert [reading.times for reading in response.context["readings"]] == [1, 3]
    assert "3 times that day" in text_of(response)


def test_a_purpose_without_a_name_is_shown_by_its_code(as_resident, resident):
    make_reading(subject=resident.person, purpose="REV-CASTE")
    assert "REV-CASTE" in text_of(as_resident.get(PAGE))


def test_readings_of_others_are_not_shown(as_resident):
    make_reading()
    response = as_resident.get(PAGE)
    assert response.context["readings"] == []
    assert "Nobody has read your facts yet" in text_of(response)


def test_a_long_list_comes_in_pages(as_resident, resident):
    start = clock.now() - timedelta(days=200)
    for day in range(130):
        with clock.frozen(start + timedelta(days=day)):
            make_reading(subject=resident.person)
    first = as_resident.get(PAGE)
    assert len(first.context["readings"]) == 100
    second = as_resident.get(PAGE, {"after": first.context["older"]})
    assert len(second.context["readings"]) == 30
    assert second.context["older"] == ""
    assert first.context["readings"][-1].last_at > second.context["readings"][0].last_at


@pytest.mark.parametrize("cursor", ["x", "../..", "0190"])
def test_a_strange_page_of_the_list_is_refused(as_resident, cursor):
    assert as_resident.get(PAGE, {"after": cursor}).status_code == 400


def test_a_visitor_signs_in_first(client):
    response = client.get(PAGE)
    assert (response.status_code, response["Location"]) == (302, "/login/citizen/?next=%2Fmy%2Freadings%2F")


def test_an_officer_has_no_such_page(as_admin):
    assert as_admin.get(PAGE).status_code == 403


def test_the_page_takes_few_statements(as_resident, resident, django_assert_max_num_queries):
    for _time in range(30):
        make_reading(subject=resident.person, purpose="REV-INCOME")
    as_resident.get(PAGE)
    with django_assert_max_num_queries(6):
        as_resident.get(PAGE)
