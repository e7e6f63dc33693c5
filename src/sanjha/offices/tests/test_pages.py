"""The directory and the administrator's pages."""

import csv
import io
import json

import pytest

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import clock
from sanjha.offices import contract
from sanjha.offices.models import Leave, Officer, Post, Tenure
from sanjha.offices.operations.load_demo_offices import demo_id, load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places

pytestmark = pytest.mark.django_db
ADMIN, TEHSILDAR, NAIB = "PB0003", "PB0006", "PB0008"


@pytest.fixture(autouse=True)
def demo():
    load_demo_places()
    load_demo_offices()
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        yield


@pytest.fixture
def signed_in(client):
    def sign_in(number):
        officer = Officer.objects.get(employee_no=number)
        sign_in_officer(client, officer_id=officer.id, name=officer.name)
        return client

    return sign_in


@pytest.fixture
def admin(signed_in):
    return signed_in(ADMIN)


def officer(number):
    return str(demo_id("officer", number))


def post(code):
    return str(demo_id("post", code))


def text_of(response):
    return response.content.decode()


# Reading


def test_the_directory_tells_who_holds_what(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        response = admin.get("/offices/")
    page = text_of(response)
    assert "Tehsildar, Tapa" in page
    assert "Paramjit Kaur Sandhu" in page
    assert "1–50 / 66" in page
    assert "Additional charge" in page
    assert "51–66 / 66" in text_of(admin.get("/offices/", {"after": "50"}))


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"q": "tehsildar tapa"}, "Tehsildar, Tapa", "Tehsildar, Barnala"),
        ({"q": "ਪਰਮਜੀਤ"}, "Tehsildar, Tapa", "Tehsildar, Barnala"),
        ({"q": "pb0007"}, "Tehsildar, Barnala", "Tehsildar, Tapa"),
        ({"kind": "SEWA_KENDRA"}, "Counter 1, Sewa Kendra Tapa", "Tehsildar, Tapa"),
        ({"department": "GGIT"}, "Counter 1, Sewa Kendra Tapa", "Tehsildar, Tapa"),
        ({"vacant": "1"}, "Patwari, Circle Kaleke", "Tehsildar, Tapa"),
        ({"q": "100%"}, "No post fits.", "Tehsildar, Tapa"),
    ],
)
def test_search_and_filters(admin, asked, shown, hidden):
    page = text_of(admin.get("/offices/", asked))
    assert shown in page
    assert hidden not in page


def test_the_export_holds_what_the_filters_leave(admin):
    response = admin.get("/offices/export.csv", {"kind": "TEHSIL"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 13
    tapa = next(row for row in rows if row["post"] == "BNL-TEH-TAP/TEHSILDAR")
    assert (tapa["officer"], tapa["capacity"], tapa["since"]) == ("PB0006", "SUBSTANTIVE", "16-07-2023")
    assert not any("98765" in value for row in rows for value in row.values())


def test_an_office_shows_its_posts_and_the_offices_below(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        page = text_of(admin.get("/offices/office/BNL-TEH-BNL/"))
    for shown in (
        "Kanungo, Circle Dhanaula",
        "Sub-Tehsil Office, Mehal Kalan",
        "/places/T275/",
        "Tehsil Complex",
    ):
        assert shown in page


def test_a_post_shows_its_history_and_places(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page = text_of(admin.get(f"/offices/posts/{post('BNL-TEH-TAP/TEHSILDAR')}/"))
    for shown in (
        "Paramjit Kaur Sandhu",
        "since 16-07-2023",
        "Link officer",
        "Jaspreet Kaur Grewal",
        "/places/T276/",
    ):
        assert shown in page
    assert "Naib Tehsildar, Bhadaur" in page


def test_an_officer_shows_the_way_through_posts(admin):
    page = text_of(admin.get(f"/offices/officers/{officer('PB0016')}/"))
    assert "Naib Tehsildar, Mehal Kalan" in page
    assert "Naib Tehsildar, Barnala" in page
    assert "Additional charge" in page
    waiting = Officer.objects.get(tenures__isnull=True)
    assert "awaits posting" in text_of(admin.get(f"/offices/officers/{waiting.id}/"))


def test_other_officers_read_but_are_offered_nothing_to_change(signed_in):
    client = signed_in(TEHSILDAR)
    for path in (
        "/offices/",
        f"/offices/posts/{post('BNL-TEH-TAP/NT')}/",
        f"/offices/officers/{officer(NAIB)}/",
    ):
        page = text_of(client.get(path))
        assert "/offices/transfer/" not in page
        assert "/relieve/" not in page


def test_mobile_numbers_of_officers_stand_on_no_page(admin):
    paths = ["/offices/", f"/offices/officers/{officer(NAIB)}/", f"/offices/posts/{post('BNL-TEH-TAP/NT')}/"]
    for path in [*paths, "/offices/officers/search?q=jaspreet"]:
        assert "98765" not in text_of(admin.get(path))


@pytest.mark.parametrize(
    "path",
    [
        "/offices/office/MOON/",
        "/offices/posts/01234567-89ab-7def-8123-456789abcdef/",
        "/offices/officers/01234567-89ab-7def-8123-456789abcdef/",
        "/offices/officers/01234567-89ab-7def-8123-456789abcdef/leave/",
        "/offices/posts/01234567-89ab-7def-8123-456789abcdef/charge/",
    ],
)
def test_unknown_things_are_not_found(admin, path):
    assert admin.get(path).status_code == 404


def test_the_register_is_for_officers(client):
    paths = ["/offices/", "/offices/export.csv", "/offices/officers/search?q=a", "/offices/posts/search?q=a"]
    paths += [
        "/offices/office/BNL-DC/",
        f"/offices/posts/{post('BNL-DC/DC')}/",
        f"/offices/officers/{officer(NAIB)}/",
    ]
    for path in paths:
        assert client.get(path)["Location"].startswith("/login/")
    sign_in_citizen(client)
    for path in paths:
        assert client.get(path).status_code == 403


# Type-aheads


def test_the_type_aheads(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = admin.get("/offices/officers/search", {"q": "jaspreet"}).json()["results"]
    assert found == [
        {"value": officer(NAIB), "label": "Jaspreet Kaur Grewal", "detail": "PB0008 · Naib Tehsildar, Tapa"}
    ]
    found = admin.get("/offices/posts/search", {"q": "tehsildar barnala"}).json()["results"]
    assert {(each["label"], each["detail"]) for each in found} == {
        ("Naib Tehsildar, Barnala", "Tehsil Office, Barnala · Simranjit Kaur Toor"),
        ("Tehsildar, Barnala", "Tehsil Office, Barnala · Balwinder Singh Mann"),
    }
    assert admin.get("/offices/officers/search").json() == {"results": []}
    assert admin.get("/offices/posts/search", {"q": " "}).json() == {"results": []}


# Transferring

NEW_POST = "BNL-TEH-BNL/NT"


def given(**values):
    return {
        "officer": officer(NAIB),
        "to_post": post(NEW_POST),
        "on": "23-11-2026",
        "order_number": "DC/EST/44 of 20-11-2026",
    } | values


def test_a_transfer_is_shown_before_it_is_done(admin):
    first = admin.post("/offices/transfer/", given())
    page = text_of(first)
    assert first.status_code == 200
    for shown in (
        "Confirm the transfer",
        "Naib Tehsildar, Tapa",
        "Naib Tehsildar, Barnala",
        "Access to these posts ends",
        "Simranjit Kaur Toor gives up the additional charge",
    ):
        assert shown in page
    assert contract.get_post(post_id=demo_id("post", NEW_POST)).capacity == "ADDITIONAL"

    done = admin.post("/offices/transfer/", given(confirmed="yes"))

    assert done["Location"] == f"/offices/officers/{officer(NAIB)}/"
    held = contract.holdings_of(officer_id=demo_id("officer", NAIB))
    assert [(each.office_code, each.capacity) for each in held] == [("BNL-TEH-BNL", "SUBSTANTIVE")]
    assert Tenure.objects.get(post=demo_id("post", NEW_POST), capacity="ADDITIONAL").relief_order


def test_one_may_go_back_and_change_something(admin):
    page = text_of(admin.post("/offices/transfer/", given(back="yes")))
    assert "Jaspreet Kaur Grewal (PB0008)" in page
    assert "DC/EST/44 of 20-11-2026" in page
    assert "Confirm the transfer" not in page


def test_a_name_alone_is_enough_without_a_script(admin):
    typed = given(officer="", officer_text="jaspreet", to_post="", to_post_text="Naib Tehsildar, Barnala")
    assert "Confirm the transfer" in text_of(admin.post("/offices/transfer/", typed))


def test_a_transfer_to_a_held_post_warns_and_is_refused(admin):
    held = given(to_post=post("BNL-TEH-BNL/TEHSILDAR"))
    assert "Balwinder Singh Mann holds this post." in text_of(admin.post("/offices/transfer/", held))
    refused = admin.post("/offices/transfer/", held | {"confirmed": "yes"})
    assert refused.status_code == 422
    assert "Relieve this officer first." in text_of(refused)
    assert "DC/EST/44 of 20-11-2026" in text_of(refused)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"on": "24-11-2026"}, "cannot be after"),
        ({"on": "99-99-2026"}, "99-99-2026"),
        ({"order_number": ""}, "required"),
        ({"officer": "nobody"}, "Nothing in the list fits"),
        ({"to_post": ""}, "required"),
        ({"to_post": "x" * 300}, "Nothing in the list fits"),
        ({"order_number": "DC\x00/1"}, "cannot be printed"),
    ],
)
def test_a_wrong_transfer_comes_back_as_it_was_typed(admin, values, message):
    response = admin.post("/offices/transfer/", given(confirmed="yes", **values))
    assert response.status_code == 422
    assert message in text_of(response)
    assert contract.get_post(post_id=demo_id("post", NEW_POST)).capacity == "ADDITIONAL"


def test_a_link_fills_the_form_beforehand(admin):
    page = text_of(admin.get("/offices/transfer/", {"officer": officer(NAIB), "to_post": post(NEW_POST)}))
    assert "Jaspreet Kaur Grewal (PB0008)" in page
    assert "Naib Tehsildar, Barnala, Tehsil Office, Barnala" in page


# Relieving, charge, leave, registering


def test_relieving_ends_access_at_once(admin):
    path = f"/offices/posts/{post('BNL-TEH-TAP/NT')}/relieve/{officer(NAIB)}/"
    assert "Access ends at once" in text_of(admin.get(path))
    wrong = admin.post(path, {"on": "01-01-2020", "order_number": "1"})
    assert wrong.status_code == 422
    assert "assumed charge on" in text_of(wrong)
    assert admin.post(path, {"on": "23-11-2026", "order_number": "1"}).status_code == 302
    assert contract.get_post(post_id=demo_id("post", "BNL-TEH-TAP/NT")).holder is None
    again = admin.post(path, {"on": "23-11-2026", "order_number": "1"})
    assert "has no charge of this post" in text_of(again)
    unknown = f"/offices/posts/{post('BNL-DC/DC')}/relieve/{officer(NAIB)}/"
    assert admin.get(unknown).status_code == 404


def test_charge_of_a_vacant_post_and_of_a_held_one(admin):
    vacant = Post.objects.get(code="BNL-PC-06/PATWARI")
    Tenure.objects.filter(post=vacant).update(to_date="2026-01-01")
    asked = {
        "officer": officer("PB0028"),
        "capacity": "ADDITIONAL",
        "from_date": "23-11-2026",
        "order_number": "1",
    }
    assert admin.get(f"/offices/posts/{vacant.id}/charge/").status_code == 200
    assert admin.post(f"/offices/posts/{vacant.id}/charge/", asked).status_code == 302
    assert contract.get_post(post_id=vacant.id).holder == demo_id("officer", "PB0028")
    held = admin.post(f"/offices/posts/{post('BNL-TEH-TAP/TEHSILDAR')}/charge/", asked)
    assert held.status_code == 422
    assert "not vacant" in text_of(held)


def test_leave_is_recorded_and_ended(admin):
    path = f"/offices/officers/{officer(TEHSILDAR)}/leave/"
    asked = {
        "from_date": "23-11-2026",
        "back_on": "27-11-2026",
        "link_officer": officer(NAIB),
        "order_number": "L/1",
    }
    assert admin.get(path).status_code == 200
    assert admin.post(path, asked | {"back_on": "23-11-2026"}).status_code == 422
    assert admin.post(path, asked).status_code == 302
    page = text_of(admin.get(f"/offices/officers/{officer(TEHSILDAR)}/"))
    assert "On leave" in page
    assert "Back today" in page
    assert contract.get_post(post_id=demo_id("post", "BNL-TEH-TAP/TEHSILDAR")).capacity == "LINK"

    leave = Leave.objects.get()
    assert admin.get(f"/offices/leaves/{leave.id}/end/").status_code == 405
    assert admin.post(f"/offices/leaves/{leave.id}/end/").status_code == 302
    assert contract.get_post(post_id=demo_id("post", "BNL-TEH-TAP/TEHSILDAR")).capacity == "SUBSTANTIVE"
    again = admin.post(f"/offices/leaves/{leave.id}/end/", follow=True)
    assert "already" in text_of(again)


def test_an_officer_is_registered(admin):
    asked = {"employee_no": "PB7777", "name_en": "Test Singh", "name_pa": "ਟੈਸਟ ਸਿੰਘ", "mobile": ""}
    assert admin.get("/offices/officers/new/").status_code == 200
    wrong = admin.post("/offices/officers/new/", asked | {"name_pa": "Test"})
    assert wrong.status_code == 422
    assert "Gurmukhi" in text_of(wrong)
    taken = admin.post("/offices/officers/new/", asked | {"employee_no": "PB0001"})
    assert "is taken" in text_of(taken)
    assert admin.post("/offices/officers/new/", asked)["Location"] == "/offices/transfer/"
    assert Officer.objects.get(employee_no="PB7777").name_pa == "ਟੈਸਟ ਸਿੰਘ"


def test_the_administration_is_for_administrators(client, signed_in):
    leave = Leave.objects.create(
        officer_id=demo_id("officer", NAIB), from_date="2026-11-20", back_on="2026-11-30", order_number="1"
    )
    pages = [
        "/offices/transfer/",
        "/offices/officers/new/",
        f"/offices/posts/{post(NEW_POST)}/charge/",
        f"/offices/posts/{post('BNL-TEH-TAP/NT')}/relieve/{officer(NAIB)}/",
        f"/offices/officers/{officer(NAIB)}/leave/",
        f"/offices/leaves/{leave.id}/end/",
    ]
    for path in pages:
        assert client.post(path, given(confirmed="yes"))["Location"].startswith("/login/")
    tehsildar = signed_in(TEHSILDAR)
    for path in pages:
        assert tehsildar.post(path, given(confirmed="yes")).status_code == 403
    assert Tenure.objects.filter(post=demo_id("post", NEW_POST)).count() == 1


def test_a_transferred_administrator_is_shut_out_at_the_next_click(admin):
    """Access follows the tenure, not the session."""
    moved = given(officer=officer(ADMIN), confirmed="yes")
    assert admin.post("/offices/transfer/", moved).status_code == 302
    assert admin.get("/offices/transfer/").status_code == 403
    assert admin.get("/offices/").status_code == 200


def test_pages_speak_punjabi(admin):
    admin.cookies["sanjha_language"] = "pa"
    page = text_of(admin.get("/offices/", {"q": "ਤਹਿਸੀਲਦਾਰ, ਤਪਾ"}))
    for shown in ("ਦਫ਼ਤਰ ਅਤੇ ਅਹੁਦੇ", "ਪਰਮਜੀਤ ਕੌਰ ਸੰਧੂ", "ਅਧਿਕਾਰੀ ਦੀ ਬਦਲੀ"):
        assert shown in page
    found = admin.get("/offices/posts/search", {"q": "ਤਹਿਸੀਲਦਾਰ ਤਪਾ"})
    assert "ਤਹਿਸੀਲਦਾਰ, ਤਪਾ" in json.dumps(found.json(), ensure_ascii=False)
