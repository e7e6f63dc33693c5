"""The register's pages: a purpose before any fact, and a citizen's own facts."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
from sanjha.people.operations.record_resident import record_resident
from sanjha.people.tests.factories import address, person, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "barnala")]

WHY = {"purpose": "PEOPLE-ENQUIRY", "case": "Enquiry 12 of 2026"}
PURPOSE = Purpose("PEOPLE-ENQUIRY", case="Enquiry 12 of 2026")


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def desk(operator: Actor, monkeypatch) -> Client:
    """An operator at the desk."""
    monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: list(operator.posts.values())])
    client = Client()
    sign_in_officer(client, officer_id=operator.person)
    return client


def test_a_resident_is_looked_up_for_a_purpose(desk, door):
    row = recorded(mobile="9876512345")
    page = words(desk.post("/people/", {**WHY, "text": "ਮਨਪ੍ਰੀਤ"}))
    assert row.reference in page
    assert "Khudi Khurd" in page
    assert "9876512345" not in page
    assert door.readings == [("people.v1/find", PURPOSE, [row.id])]


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ({"purpose": ""}, "Purpose"),
        ({"case": ""}, "Case number or reason"),
        ({"case": "x"}, "Case number or reason"),
        ({"purpose": "CURIOSITY"}, "Purpose"),
    ],
)
def test_without_a_purpose_nobody_is_found(desk, door, missing, message):
    recorded()
    response = desk.post("/people/", {**WHY, **missing, "text": "Manpreet"})
    assert response.status_code == 422
    assert message in words(response)
    assert 'value="Manpreet"' in words(response)
    assert "PB/RES" not in words(response)
    assert door.readings == []


def test_an_aadhaar_number_is_not_taken_as_a_reason(desk, door):
    response = desk.post("/people/", {**WHY, "case": "for 2341 2341 2346", "text": "Manpreet"})
    assert response.status_code == 422
    assert "A full Aadhaar number must not be written here" in words(response)
    assert door.readings == []


def test_what_is_mistyped_is_told_and_kept(desk, door):
    response = desk.post("/people/", {**WHY, "mobile": "12<b>"})
    assert response.status_code == 422
    assert "ten digits" in words(response)
    assert 'value="12&lt;b&gt;"' in words(response)
    assert desk.post("/people/", {**WHY, "text": "Singh"}).status_code == 422
    assert desk.post("/people/", {**WHY, "place_text": "Nowhere"}).status_code == 422


def test_a_purpose_without_a_grant_is_refused(desk, door):
    door.granted = set()
    response = desk.post("/people/", {**WHY, "text": "Manpreet"})
    assert response.status_code == 403


def test_nobody_fits(desk, door):
    assert "No resident fits" in words(desk.post("/people/", {**WHY, "text": "Zzyx Qwer"}))


def test_the_village_may_be_typed_without_javascript(desk, door):
    row = recorded()
    recorded(mobile="", address=address(place="V040026"))
    page = words(
        desk.post(
            "/people/", {**WHY, "text": "Manpreet", "place": "", "place_text": "Khudi Khurd", "place_was": ""}
        )
    )
    assert re.findall(r"PB/RES/\d{8}-\w", page) == [row.reference]


def test_more_than_a_page_is_reached_by_more(desk, door, monkeypatch):
    monkeypatch.setattr("sanjha.people.web.pages.PAGE", 2)
    for _number in range(3):
        recorded(mobile="")
    first = words(desk.post("/people/", {**WHY, "text": "Manpreet"}))
    after = re.search(r'name="after" value="([0-9a-f-]{36})"', first)
    assert after
    second = words(desk.post("/people/", {**WHY, "text": "Manpreet", "after": after[1]}))
    seen = re.findall(r"PB/RES/\d{8}-\w", first) + re.findall(r"PB/RES/\d{8}-\w", second)
    assert len(seen) == len(set(seen)) == 3


def test_a_resident_is_shown_with_every_fact_and_its_source(desk, door, django_assert_num_queries):
    row = recorded(mobile="9876512345", aadhaar_last4="4321")
    with clock.advanced(timedelta(days=2)):
        record_resident(
            data=person(resident_id=row.id, mobile="", address=address(house="77")),
            source="FIELD_REPORT",
            request_id=new_id(),
            actor=actors.SYSTEM,
            case="PB/BNL/7",
        )
    desk.post("/people/", {**WHY, "text": "Manpreet"})
    with django_assert_num_queries(6):
        page = words(desk.get(f"/people/{row.id}/"))
    for shown in (
        "Manpreet Kaur",
        "ਮਨਪ੍ਰੀਤ ਕੌਰ",
        "28-02-1994",
        "Found in the field",
        "PB/BNL/7",
        "XXXX XXXX 4321",
        "77, near",
        "112, near",
        "earlier",
    ):
        assert shown in page, shown
    assert "Enquiry 12 of 2026" in page
    assert door.readings[-1] == ("people.v1/resident", PURPOSE, [row.id])


def test_a_resident_is_not_shown_before_a_purpose_is_given(desk, door):
    row = recorded()
    assert desk.get(f"/people/{row.id}/")["Location"] == "/people/"
    assert door.readings == []


def test_a_resident_who_does_not_exist_is_not_found(desk, door):
    desk.post("/people/", {**WHY, "text": "Manpreet"})
    assert desk.get(f"/people/{new_id()}/").status_code == 404


def test_the_purpose_of_the_last_search_stands_in_the_form(desk, door):
    assert "Enquiry 12 of 2026" not in words(desk.get("/people/"))
    desk.post("/people/", {**WHY, "text": "Manpreet"})
    assert "Enquiry 12 of 2026" in words(desk.get("/people/"))


def test_the_register_is_closed_to_visitors_citizens_and_officers_without_post(client, door):
    row = recorded(mobile="9876512345")
    citizen, without = Client(), Client()
    sign_in_citizen(citizen, mobile="9876512345")
    sign_in_officer(without)
    for page in ("/people/", f"/people/{row.id}/", "/people/suggest?name=Manpreet"):
        assert client.get(page).status_code == 302
        assert citizen.get(page).status_code == 403
    assert without.post("/people/", {**WHY, "text": "Manpreet"}).status_code == 403
    assert door.readings == []


def test_spellings_are_suggested_to_the_counter(desk):
    answer = desk.get("/people/suggest", {"name": "Gurmit Singh"})
    assert answer.json()["suggestions"][0] == "ਗੁਰਮੀਤ ਸਿੰਘ"
    assert desk.get("/people/suggest").json() == {"suggestions": []}
    assert desk.get("/people/suggest", {"name": "<script>" * 500}).status_code == 200


def test_a_citizen_sees_the_own_facts_with_source_and_date(client):
    row = recorded(mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345")
    page = words(client.get("/my/profile/"))
    assert row.reference in page
    assert "Told in an application" in page
    assert "23-11-2026" in page
    assert "Khudi Khurd" in page


def test_a_citizen_sees_the_chosen_one_of_the_family(client):
    mother = recorded(name_en="Harbans Kaur", name_pa="ਹਰਬੰਸ ਕੌਰ", mobile="9876512345")
    daughter = recorded(name_en="Simran Kaur", name_pa="ਸਿਮਰਨ ਕੌਰ", mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345", resident_id=daughter.id)
    page = words(client.get("/my/profile/"))
    assert "Simran Kaur" in page
    assert mother.reference not in page


def test_a_citizen_whom_the_register_does_not_know(client):
    sign_in_citizen(client, mobile="9876512345")
    assert "You are not in the register yet" in words(client.get("/my/profile/"))


def test_who_may_see_the_profile(client, desk):
    assert client.get("/my/profile/")["Location"].startswith("/login/citizen/")
    assert desk.get("/my/profile/").status_code == 403


@pytest.mark.parametrize(("language", "heading"), [("pa", "ਮੇਰੇ ਵੇਰਵੇ"), ("hi", "मेरे विवरण")])
def test_pages_speak_punjabi_and_hindi(client, language, heading):
    recorded(mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345")
    client.cookies["sanjha_language"] = language
    page = words(client.get("/my/profile/"))
    assert heading in page
    assert "Source" not in re.sub(r"<[^>]+>", "", page)


def test_no_person_is_in_the_address(desk, door):
    recorded()
    assert 'method="post"' in words(desk.get("/people/?text=Manpreet"))
    assert "PB/RES" not in words(desk.get("/people/?text=Manpreet"))
