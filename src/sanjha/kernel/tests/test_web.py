"""What every request passes, and the plain end points of operation."""

import json
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from sanjha.kernel import actors, context, web
from sanjha.kernel.metrics import REQUESTS


def passed(view=lambda request: HttpResponse(context.request_id()), **headers):
    request = RequestFactory().get("/somewhere/", headers=headers)
    request.resolver_match = None
    return web.RequestMiddleware(view)(request)


def test_every_request_gets_an_id_of_its_own():
    one, two = passed(), passed()
    assert one["X-Request-ID"] == one.content.decode() != two["X-Request-ID"]
    assert len(one["X-Request-ID"]) == 36


@pytest.mark.parametrize("given", ["12345678", "proxy-7.abc_DEF", "x" * 80])
def test_an_id_from_in_front_is_kept(given):
    response = passed(**{"X-Request-ID": given})
    assert response["X-Request-ID"] == response.content.decode() == given


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 81, "has spaces in it", "<script>alert", "ਪੰਜਾਬ-123", "a;b;c;d;e;f"]
)
def test_a_strange_id_from_in_front_is_replaced(given):
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID=given)
    request.resolver_match = None
    response = web.RequestMiddleware(lambda _request: HttpResponse())(request)
    assert len(response["X-Request-ID"]) == 36


def test_nothing_of_a_request_is_left_for_the_next():
    def sign_in(_request):
        context.set_actor(actors.SYSTEM)
        return HttpResponse()

    passed(sign_in)
    assert (context.actor(), context.request_id()) == (actors.ANONYMOUS, "")


def test_a_request_is_timed_by_its_route_and_status():
    def count():
        samples = [sample for metric in REQUESTS.collect() for sample in metric.samples]
        wanted = {"route": "-", "method": "GET", "status": "418"}
        return sum(
            sample.value for sample in samples if sample.name.endswith("_count") and sample.labels == wanted
        )

    before = count()
    passed(lambda _request: HttpResponse(status=418))
    assert count() == before + 1


def test_the_process_says_that_it_runs():
    response = web.live(RequestFactory().get("/health/live"))
    assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_the_process_says_that_it_can_work():
    response = web.ready(RequestFactory().get("/health/ready"))
    assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok", "store": "ok"})


@pytest.mark.django_db
def test_without_its_store_it_says_so():
    with patch.object(web.connection, "cursor", side_effect=OperationalError("gone")):
        response = web.ready(RequestFactory().get("/health/ready"))
    assert response.status_code == 503
    assert json.loads(response.content)["status"] == "unavailable"


@pytest.mark.parametrize("view", [web.live, web.ready, web.metrics])
def test_the_end_points_are_only_read(view):
    assert view(RequestFactory().post("/health/live")).status_code == 405


def test_a_null_byte_in_an_address_is_no_text():
    """Else a filter of any list would break on it."""
    request = RequestFactory().get("/a%00b/?q=%00x")
    request.resolver_match = None
    web.RequestMiddleware(lambda request: HttpResponse())(request)
    assert request.path_info == "/a\ufffdb/"
    assert request.GET["q"] == "\ufffdx"


def test_what_is_refused_is_read_to_its_end():
    """Else a server drops the connection, and the browser shows that instead of the answer."""
    request = RequestFactory().post("/x/", data=b"A" * 300_000, content_type="text/plain")
    request.resolver_match = None
    web.RequestMiddleware(lambda request: HttpResponse(status=413))(request)
    assert request.read() == b""


def test_a_sender_who_goes_away_while_refused_breaks_nothing():
    class Gone:
        def read(self, *_size):
            raise OSError("connection reset by peer")

    request = RequestFactory().post("/x/")
    request.resolver_match = None
    request._stream = Gone()
    assert web.RequestMiddleware(lambda request: HttpResponse(status=413))(request).status_code == 413
