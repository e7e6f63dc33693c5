"""Every address needs a log-in or stands on the list of public ones: asked for real, by a visitor and by the wrong people."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, path, re_path
from django.urls.resolvers import RoutePattern

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel.ids import new_id
from tests.guards import routes
from tests.guards.routes import Route
from tests.guards.tree import assert_nothing

PUBLIC = Path(__file__).with_name("public_urls.txt")
pytestmark = pytest.mark.django_db


def answers(client, route):
    """Status and place of the answers to reading and to sending nothing."""
    for verb in (client.get, client.post):
        response = verb(route.address)
        yield response.status_code, response.headers.get("Location", "")


def open_to(client, candidates):
    return [
        f"{route.pattern}: {status}"
        for route in candidates
        for status, location in answers(client, route)
        if not routes.is_closed(status, location)
    ]


def closed():
    public = routes.read_list(PUBLIC)
    return [route for route in routes.routes() if route.pattern not in public]


def test_the_guard_reads_patterns_and_fills_them_in():
    resolver = URLResolver(
        RoutePattern("files/"),
        [
            path("<uuid:file_id>/send/", HttpResponse),
            path("<str:n>/<int:k>/<x>", HttpResponse),
            re_path(r"^(?P<code>[DT][0-9]{2,7})/$", HttpResponse),
        ],
    )
    resolver = URLResolver(RoutePattern(""), [resolver])
    found = routes.routes(resolver)
    assert [route.pattern for route in found[:2]] == [
        "/files/<uuid:file_id>/send/",
        "/files/<str:n>/<int:k>/<x>",
    ]
    assert [route.address for route in found] == [
        "/files/0190f5f2-1234-7000-8000-123456789abc/send/",
        "/files/sample/7/sample",
        "/files/D00/",
    ]


def test_the_guard_sees_an_open_page():
    class Open:
        def get(self, _address):
            return HttpResponse()

        def post(self, _address):
            return HttpResponse(status=302, headers={"Location": "/somewhere/"})

    class Shut:
        def get(self, _address):
            return HttpResponse(status=302, headers={"Location": "/login/?next=/x/"})

        def post(self, _address):
            return HttpResponse(status=403)

    page = Route("x/", "/x/", HttpResponse)
    assert open_to(Open(), [page]) == ["x/: 200", "x/: 302"]
    assert open_to(Shut(), [page]) == []


def test_the_guard_wants_a_reason(tmp_path):
    (tmp_path / "list.txt").write_text("# remark\n\nlogin/ | people sign in here\nsecret/ |\n")
    with pytest.raises(ValueError, match="secret/ stands on the list without a reason"):
        routes.read_list(tmp_path / "list.txt")


def test_the_public_list_names_only_addresses_that_exist():
    assert_nothing(set(routes.read_list(PUBLIC)) - {route.pattern for route in routes.routes()})


def test_what_is_public_says_so_and_what_says_so_is_on_the_list():
    public = routes.read_list(PUBLIC)
    assert [
        route.pattern for route in routes.routes() if route.access == "public" and route.pattern not in public
    ] == []
    guarded = [
        route.pattern
        for route in routes.routes()
        if route.access not in {"", "public"} and route.pattern in public
    ]
    assert_nothing(guarded)


def test_a_visitor_sees_nothing_but_public_pages():
    assert_nothing(open_to(Client(), closed()))


def test_whatever_is_not_public_says_who_may_come_in():
    """A page that merely finds nothing under a made-up id is not thereby guarded: it declares its guard or asks first."""
    client = Client()
    verbs = (client.get, client.post, client.put, client.patch, client.delete)
    for route in closed():
        if route.access in {"", "public"}:
            statuses = {verb(route.address).status_code for verb in verbs}
            assert statuses & {401, 403}, route.pattern
            assert statuses <= {401, 403, 405}, route.pattern


def test_a_citizen_sees_no_officers_page():
    client = Client()
    sign_in_citizen(client, resident_id=new_id())
    assert (
        open_to(client, [route for route in closed() if route.access.startswith(("officer", "holds"))]) == []
    )


def test_an_officer_sees_no_citizens_page():
    client = Client()
    sign_in_officer(client)
    assert_nothing(open_to(client, [route for route in closed() if route.access == "citizen"]))


def test_an_officer_without_the_post_sees_no_page_of_the_post():
    client = Client()
    sign_in_officer(client)
    assert_nothing(open_to(client, [route for route in closed() if route.access.startswith("holds")]))


def test_no_public_page_fails_for_a_visitor():
    public = routes.read_list(PUBLIC)
    client = Client(raise_request_exception=False)
    failing = [
        f"{route.pattern}: {status}"
        for route in routes.routes()
        if route.pattern in public
        for status, _location in answers(client, route)
        if status >= 500
    ]
    assert_nothing(failing)
