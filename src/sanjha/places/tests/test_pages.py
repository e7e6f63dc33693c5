"""The public pages of places and calendars, and what administrators do on them."""

import csv
import io

import pytest

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, clock
from sanjha.kernel.testing import officer_with
from sanjha.places.models import Holiday, Place
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.places.tests.factories import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo():
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        load_demo_places()
        yield


@pytest.fixture
def signed_in(client, monkeypatch):
    """Sign an officer in who holds one post of this designation, whatever the register of offices says."""

    def sign_in(designation):
        held = tuple(officer_with(designation).posts.values())
        monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: held])
        sign_in_officer(client)
        return client

    return sign_in


def text_of(response):
    return response.content.decode()


# Reading


def test_the_districts_stand_with_their_numbers(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        response = client.get("/places/")
    page = text_of(response)
    assert response.status_code == 200
    assert page.count("/places/D") == 23
    assert "Government Open Data License" in page
    assert "villages.csv 23-11-2026" in page


def test_a_search_finds_in_gurmukhi(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = text_of(client.get("/places/", {"q": "ਖੁੱਡੀ"}))
    assert "/places/V039985/" in page
    assert "2 places found" in page
    assert "Nothing in the register fits" in text_of(client.get("/places/", {"q": "qqqq<b>"}))


def test_a_district_shows_tehsils_towns_and_where_it_came_from(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = text_of(client.get("/places/D605/"))
    assert all(
        code in page for code in ("/places/T275/", "/places/T276/", "/places/U248378/", "/places/B348/")
    )
    assert "Made from" in page
    assert "/places/D43/" in page
    assert "Malerkotla" in text_of(client.get("/places/D43/"))


def test_a_tehsil_shows_its_villages_by_name_or_by_hadbast(client):
    by_name = text_of(client.get("/places/T275/"))
    assert by_name.count("/places/V") == 78
    assert by_name.index("Amla Singhwala") < by_name.index("Kutba") < by_name.index("Uppali")
    by_hadbast = text_of(client.get("/places/T275/", {"sort": "hadbast"}))
    assert by_hadbast.index("Kutba") < by_hadbast.index("Amla Singhwala") < by_hadbast.index("Malian")
    turned = text_of(client.get("/places/T275/", {"sort": "-name"}))
    assert turned.index("Uppali") < turned.index("Kutba")


def test_villages_come_a_hundred_a_page(client):
    for number in range(150):
        make_place(f"V9{number:05d}", f"Zz {number:03d}", district="D605", tehsil="T275")
    first = text_of(client.get("/places/T275/"))
    assert "1–100 / 228" in first
    assert "after=100" in first
    last = text_of(client.get("/places/T275/", {"after": "200"}))
    assert "201–228 / 228" in last
    assert "before=200" in last
    assert "101–200 / 228" in text_of(client.get("/places/T275/", {"before": "200"}))
    assert "1–100 / 228" in text_of(client.get("/places/T275/", {"before": "x", "after": "-5"}))


def test_a_village_without_a_punjabi_name_says_so(client):
    page = text_of(client.get("/places/V039968/"))
    assert "not recorded yet" in page
    assert "Record the names" not in page


@pytest.mark.parametrize("path", ["/places/D999/", "/places/V999999/", "/places/X1/", "/places/d605/"])
def test_an_unknown_place_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_pages_speak_punjabi_and_sort_by_it(client):
    client.cookies["sanjha_language"] = "pa"
    page = text_of(client.get("/places/"))
    assert "ਪੰਜਾਬ ਦੀਆਂ ਥਾਵਾਂ" in page
    assert page.index("ਹੁਸ਼ਿਆਰਪੁਰ") < page.index("ਕਪੂਰਥਲਾ") < page.index("ਬਰਨਾਲਾ")


def test_officers_see_the_pages_at_their_desk(signed_in):
    assert 'class="desk' in text_of(signed_in("patwari").get("/places/"))


# Type-ahead and export


def test_the_type_ahead_gives_value_label_and_detail(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        response = client.get("/places/search", {"q": "khudi", "within": "T275", "kinds": "village"})
    (found,) = response.json()["results"]
    assert found == {"value": "V039985", "label": "Khudi Kalan", "detail": "Hadbast 57 · Barnala · Barnala"}


def test_the_type_ahead_takes_the_forms_own_tehsil_and_speaks_its_language(client):
    client.cookies["sanjha_language"] = "pa"
    found = client.get("/places/search", {"q": "57", "tehsil": "T275", "district": "D605"}).json()["results"]
    assert [each["value"] for each in found] == ["V039983", "V039985"]
    assert found[1] == {"value": "V039985", "label": "ਖੁੱਡੀ ਕਲਾਂ", "detail": "ਹੱਦਬਸਤ 57 · ਬਰਨਾਲਾ · ਬਰਨਾਲਾ"}


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "\x00"}, {"q": "x" * 5000}, {"q": "a", "within": "'; --"}]
)
def test_the_type_ahead_answers_whatever_is_typed(client, asked):
    response = client.get("/places/search", asked)
    assert (response.status_code, response.json()) == (200, {"results": []})


def test_the_export_holds_every_place_within(client):
    response = client.get("/places/export.csv", {"within": "T276", "kinds": "village,ulb"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Disposition"] == 'attachment; filename="places-T276-2026-11-23.csv"'
    assert len(rows) == 52
    assert {row["tehsil"] for row in rows} == {"T276"}
    assert next(row for row in rows if row["code"] == "V040050")["name_pa"] == "ਖੁੱਡੀ ਖੁਰਦ"
    everything = list(csv.reader(io.StringIO(client.get("/places/export.csv").content.decode("utf-8-sig"))))
    assert len(everything) == Place.objects.count() + 1


# Naming


def test_the_tehsil_records_a_name(signed_in):
    client = signed_in("kanungo")
    assert "Record the names" in text_of(client.get("/places/V039968/"))
    given = {"name_pa": "ਕੁੱਬੇ", "name_hi": "", "reason": "Jamabandi"}
    response = client.post("/places/V039968/name/", given, follow=True)
    assert response.redirect_chain == [("/places/V039968/", 302)]
    assert "The names are recorded." in text_of(response)
    assert Place.objects.get(code="V039968").name_pa == "ਕੁੱਬੇ"


def test_a_wrong_name_comes_back_as_it_was_typed(signed_in):
    response = signed_in("kanungo").post("/places/V039968/name/", {"name_pa": "Kubbe", "reason": "Jamabandi"})
    assert response.status_code == 422
    page = text_of(response)
    assert "Write the Punjabi name in Gurmukhi letters." in page
    assert 'value="Kubbe"' in page
    assert 'value="Jamabandi"' in page


def test_the_name_page_is_for_the_tehsil(client, signed_in):
    assert client.get("/places/V039968/name/").status_code == 302
    assert signed_in("counter_operator").get("/places/V039968/name/").status_code == 403
    assert signed_in("kanungo").get("/places/V999999/name/").status_code == 404


# Calendar

HOLIDAY = {
    "date": "25-11-2026",
    "name_en": "Local fair",
    "name_pa": "ਮੇਲਾ",
    "name_hi": "मेला",
    "calendar": "FIELD",
    "district": "D605",
    "source": "DC order 7",
    "status": "DRAFT",
    "reason": "Ordered by the Deputy Commissioner",
}


def test_the_calendar_of_a_year_is_public(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        response = client.get("/places/calendar/")
    page = text_of(response)
    assert "Republic Day" in page
    assert "Fatehgarh Sahib" in page
    assert "Second Saturday" in page
    assert "Enter a holiday" not in page
    assert "No holidays are entered for 2031." in text_of(client.get("/places/calendar/", {"year": "2031"}))
    assert client.get("/places/calendar/", {"year": "x", "calendar": "MOON"}).status_code == 200


def test_one_calendar_leaves_the_others_holidays_out(client):
    Holiday.objects.filter(name_en="Holi", date__year=2026).update(calendar_id="KENDRA")
    assert "Holi<" not in text_of(client.get("/places/calendar/", {"calendar": "FIELD"})).replace(" <", "<")
    assert "Diwali" in text_of(client.get("/places/calendar/", {"calendar": "FIELD"}))


def test_an_administrator_enters_corrects_and_takes_out(signed_in):
    client = signed_in("office_admin")
    assert client.get("/places/calendar/new/").status_code == 200
    assert client.post("/places/calendar/new/", HOLIDAY)["Location"] == "/places/calendar/?year=2026"
    held = Holiday.objects.get(name_en="Local fair")
    assert (held.calendar_id, held.district) == ("FIELD", "D605")

    page = text_of(client.get(f"/places/calendar/{held.id}/"))
    assert 'value="25-11-2026"' in page
    moved = HOLIDAY | {"date": "26-11-2026", "status": "VERIFIED", "reason": "Moved"}
    assert client.post(f"/places/calendar/{held.id}/", moved).status_code == 302
    held.refresh_from_db()
    assert (f"{held.date}", held.status) == ("2026-11-26", "VERIFIED")

    assert "Local fair" in text_of(client.get(f"/places/calendar/{held.id}/remove/"))
    assert client.post(f"/places/calendar/{held.id}/remove/", {"reason": ""}).status_code == 422
    assert client.post(f"/places/calendar/{held.id}/remove/", {"reason": "No fair"}).status_code == 302
    held.refresh_from_db()
    assert held.removed_at
    for path in (f"/places/calendar/{held.id}/", f"/places/calendar/{held.id}/remove/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"date": "31-02-2026"}, "31-02-2026"),
        ({"date": ""}, "required"),
        ({"name_pa": "Mela"}, "Write the Punjabi name in Gurmukhi letters."),
        ({"calendar": "MOON"}, "MOON"),
        ({"reason": ""}, "required"),
        (
            {"name_en": "Republic Day", "date": "26-01-2026", "calendar": "", "district": ""},
            "stands on that date",
        ),
    ],
)
def test_a_wrong_holiday_comes_back_as_it_was_typed(signed_in, values, message):
    response = signed_in("office_admin").post("/places/calendar/new/", HOLIDAY | values)
    assert response.status_code == 422
    assert message in text_of(response)
    assert 'value="DC order 7"' in text_of(response)
    assert not Holiday.objects.filter(source="DC order 7").exists()


def test_the_calendar_is_kept_by_administrators_only(client, signed_in):
    held = Holiday.objects.first()
    paths = ["/places/calendar/new/", f"/places/calendar/{held.id}/", f"/places/calendar/{held.id}/remove/"]
    for path in paths:
        assert client.get(path)["Location"].startswith("/login/")
    sign_in_citizen(client)
    for path in paths:
        assert client.get(path).status_code == 403
    tehsildar = signed_in("tehsildar")
    for path in paths:
        assert tehsildar.post(path, HOLIDAY).status_code == 403
    assert not Holiday.objects.filter(source="DC order 7").exists()


@pytest.mark.parametrize(
    "path", ["/places/", "/places/T275/", "/places/search", "/places/export.csv", "/places/calendar/"]
)
def test_public_pages_are_only_read(client, path):
    assert client.post(path).status_code == 405
