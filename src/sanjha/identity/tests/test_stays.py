"""How long a stay lasts, and that access ends at once when its ground is gone."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from sanjha.identity import access, rules
from sanjha.identity.models import Account, SignIn
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import clock, context
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "family")]


def _says(request: access.Request) -> HttpResponse:
    actor = request.actor
    same = context.actor() == actor
    return HttpResponse(f"{actor.kind} {actor.person} {actor.name} {len(actor.posts)} {same}")


@access.public
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [
    path("open/", open_page),
    path("who/", access.public(_says)),
    path("officer/", access.officer_required(_says)),
    path("tehsildar/", access.holds("tehsildar", "naib_tehsildar")(_says)),
    path("citizen/", access.citizen_required(_says)),
    path("anybody/", access.signed_in_required(_says)),
    path("password/", access.officer_even_with_password_due(_says)),
]


@pytest.fixture(autouse=True)
def _pages(settings) -> None:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "RefusalPages" not in name]


def officer(client: Client, tehsildar: Account) -> Client:
    sign_in_officer(client, officer_id=tehsildar.officer_id)
    return client


def gets(client: Client, page: str, **headers: str) -> int:
    return client.get(f"/{page}/", headers=headers).status_code


def test_a_page_that_does_not_ask_who_acts_asks_the_store_nothing(
    client, tehsildar, django_assert_num_queries
):
    officer(client, tehsildar)
    with django_assert_num_queries(0):
        client.get("/open/")


def test_a_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/who/")
    assert answer.content.decode() == "ANONYMOUS None  0 True"


def test_an_officer_costs_two_queries_and_the_posts(client, tehsildar, django_assert_num_queries):
    officer(client, tehsildar)
    with django_assert_num_queries(2):
        answer = client.get("/who/")
    assert answer.content.decode() == f"OFFICER {tehsildar.officer_id} Kuldeep Singh 1 True"


@pytest.mark.parametrize(
    ("page", "visitor", "officer_with_post", "officer_without", "citizen"),
    [
        ("open", 200, 200, 200, 200),
        ("officer", 302, 200, 200, 403),
        ("tehsildar", 302, 200, 403, 403),
        ("citizen", 302, 403, 403, 200),
        ("anybody", 302, 200, 200, 200),
    ],
)
def test_who_may_open_which_page(page, visitor, officer_with_post, officer_without, citizen, tehsildar):
    assert gets(Client(), page) == visitor
    assert gets(officer(Client(), tehsildar), page) == officer_with_post
    nobody = Client()
    sign_in_officer(nobody)
    assert gets(nobody, page) == officer_without
    someone = Client()
    sign_in_citizen(someone)
    assert gets(someone, page) == citizen


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    assert client.get("/officer/?a=1")["Location"] == "/login/?next=%2Fofficer%2F%3Fa%3D1"
    assert client.get("/citizen/")["Location"] == "/login/citizen/?next=%2Fcitizen%2F"
    assert client.post("/officer/?a=1")["Location"] == "/login/?next=%2Fofficer%2F"
    part = client.get("/officer/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/login/?next=%2Fofficer%2F")


def test_each_page_says_who_may_open_it():
    said = [pattern.callback.access for pattern in urlpatterns]
    assert said == [
        "public",
        "public",
        "officer",
        "holds:tehsildar,naib_tehsildar",
        "citizen",
        "signed-in",
        "officer",
    ]


def test_a_one_time_password_opens_only_the_page_that_changes_it(client, tehsildar):
    officer(client, tehsildar)
    Account.objects.update(must_change_password=True)
    assert client.get("/officer/")["Location"] == "/account/password/"
    assert gets(client, "password") == 200
    SignIn.objects.update(method="DEMO")
    assert gets(client, "officer") == 200


def test_a_post_that_ended_a_moment_ago_opens_nothing(client, tehsildar, posts):
    officer(client, tehsildar)
    assert gets(client, "tehsildar") == 200
    posts.relieve(tehsildar)
    assert gets(client, "tehsildar") == 403
    assert gets(client, "officer") == 200


@pytest.mark.parametrize("change", [{"state": "LOCKED"}, {"state": "CLOSED"}])
def test_a_barred_account_is_out_at_the_next_page(client, tehsildar, change):
    officer(client, tehsildar)
    Account.objects.update(**change)
    assert gets(client, "officer") == 302


def test_a_stay_ended_elsewhere_is_over_and_its_session_gone(client, tehsildar):
    officer(client, tehsildar)
    SignIn.objects.update(ended_at=clock.now(), end_reason="SIGNED_OUT")
    assert gets(client, "officer") == 302
    assert not Session.objects.exists()


@pytest.mark.parametrize("kind", ["officer", "citizen"])
def test_half_an_hour_without_a_click_ends_the_stay(client, tehsildar, kind):
    officer(client, tehsildar) if kind == "officer" else sign_in_citizen(client)
    with clock.advanced(rules.OFFICER_IDLE - timedelta(seconds=1)):
        assert gets(client, kind) == 200
    with clock.advanced(2 * rules.OFFICER_IDLE - timedelta(seconds=2)):
        assert gets(client, kind) == 200
    with clock.advanced(3 * rules.OFFICER_IDLE):
        assert gets(client, kind) == 302


def test_twelve_hours_end_the_stay_whatever_is_clicked(client, tehsildar):
    officer(client, tehsildar)
    for minutes in range(0, 12 * 60, 20):
        with clock.advanced(timedelta(minutes=minutes)):
            assert gets(client, "officer") == 200
    with clock.advanced(rules.LONGEST_STAY):
        assert gets(client, "officer") == 302


def test_being_seen_is_written_once_a_minute(client, tehsildar, django_assert_num_queries):
    officer(client, tehsildar)
    with clock.advanced(timedelta(seconds=59)), django_assert_num_queries(2):
        client.get("/who/")
    with clock.advanced(timedelta(seconds=60)), django_assert_num_queries(3):
        client.get("/who/")
    assert SignIn.objects.get().last_seen_at == clock.now() + timedelta(seconds=60)


def test_a_citizen_is_the_chosen_resident_as_long_as_the_number_is_theirs(client, family):
    mother, daughter = new_id(), new_id()
    family["9876500001"] = [(mother, Text("Harbans Kaur", "ਹਰਬੰਸ ਕੌਰ")), (daughter, Text("Simran Kaur"))]
    sign_in_citizen(client, resident_id=daughter)
    assert client.get("/who/").content.decode() == f"CITIZEN {daughter} Simran Kaur 0 True"

    family["9876500001"] = [(mother, Text("Harbans Kaur", "ਹਰਬੰਸ ਕੌਰ"))]
    assert client.get("/who/").content.decode() == f"CITIZEN {mother} Harbans Kaur 0 True"
    family.clear()
    assert client.get("/who/").content.decode() == "CITIZEN None 9876500001 0 True"


def test_a_garbled_session_is_a_visitor(client):
    session = client.session
    session["sign_in"] = str(new_id())
    session.save()
    client.cookies["sanjha"] = session.session_key
    assert gets(client, "officer") == 302
