"""A page of a service that runs elsewhere is fetched there, whole and unchanged; when it cannot be had, the page says so."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse

from sanjha.kernel import context, peers
from sanjha.project import forwarding

AWAY = "http://places.internal:8443"


class There(httpx.BaseTransport):
    """The other unit: keeps what it is sent, and answers what the test wants."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.bodies: list[bytes] = []
        self.answer = httpx.Response(200, stream=httpx.ByteStream(b"from there"))
        self.is_down = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_down:
            raise httpx.ConnectError("nobody is there", request=request)
        self.requests.append(request)
        self.bodies.append(request.read())
        return self.answer


@pytest.fixture
def there(monkeypatch):
    unit = There()
    monkeypatch.setattr(forwarding, "_line", lambda: unit)
    with peers.elsewhere("places", AWAY):
        yield unit


@pytest.fixture
def middleware(monkeypatch):
    monkeypatch.setattr(forwarding, "conf", replace(forwarding.conf, remotes={"places": AWAY}))
    return forwarding.ForwardElsewhere(lambda _request: HttpResponse("from here"))


def sent(middleware, request):
    with context.request_scope("request-17"):
        answer = middleware(request)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content


def test_a_page_of_another_unit_comes_from_there(there, middleware, rf):
    _answer, content = sent(middleware, rf.get("/places/?q=tapa&page=2", HTTP_HOST="sanjha.example"))
    assert content == b"from there"
    (request,) = there.requests
    assert str(request.url) == f"{AWAY}/places/?q=tapa&page=2"
    assert request.headers["host"] == "sanjha.example"
    assert request.headers["x-forwarded-for"] == "127.0.0.1"
    assert request.headers["x-request-id"] == "request-17"


def test_a_page_of_this_unit_is_answered_here(there, middleware, rf):
    assert sent(middleware, rf.get("/verify/"))[1] == b"from here"
    assert sent(middleware, rf.get("/no/such/page/"))[1] == b"from here"
    assert there.requests == []


def test_the_way_that_came_before_is_kept(there, middleware, rf):
    sent(middleware, rf.get("/places/", headers={"X-Forwarded-For": "203.0.113.7"}))
    assert there.requests[0].headers["x-forwarded-for"] == "203.0.113.7, 127.0.0.1"


def test_what_is_sent_arrives_whole(there, middleware, rf):
    body = b"name=" + b"a" * 300_000
    sent(middleware, rf.post("/places/", body, content_type="application/x-www-form-urlencoded"))
    assert there.bodies == [body]
    assert there.requests[0].headers["content-length"] == str(len(body))


def test_status_fields_and_every_cookie_come_back(there, middleware, rf):
    there.answer = httpx.Response(
        302,
        stream=httpx.ByteStream(b""),
        headers=[
            ("Location", "/places/D605/"),
            ("Set-Cookie", "sanjha_places=abc; Path=/; HttpOnly; SameSite=Lax"),
            ("Set-Cookie", "csrftoken=def; Path=/"),
            ("Connection", "keep-alive"),
        ],
    )
    answer, _content = sent(middleware, rf.get("/places/"))
    assert (answer.status_code, answer["Location"]) == (302, "/places/D605/")
    assert {name: morsel.value for name, morsel in answer.cookies.items()} == {
        "sanjha_places": "abc",
        "csrftoken": "def",
    }
    assert answer.cookies["sanjha_places"]["httponly"]
    assert "Connection" not in answer
    assert "Content-Type" not in answer


def test_a_unit_that_is_down_is_named_and_what_was_typed_is_kept(there, middleware, rf):
    there.is_down = True
    answer, content = sent(middleware, rf.post("/places/", {"name": "Tapa & Handiaya"}))
    assert answer.status_code == 503
    text = content.decode()
    assert "places" in text
    assert 'name="name" value="Tapa &amp; Handiaya"' in text


def test_no_secret_is_written_into_the_page(there, middleware, rf):
    there.is_down = True
    _answer, content = sent(middleware, rf.post("/places/", {"password": "chitta kukkar"}))
    assert "chitta" not in content.decode()


def test_two_units_never_send_a_page_to_one_another_for_ever(there, middleware, rf):
    answer, _content = sent(middleware, rf.get("/places/", headers={forwarding.MARK: "other"}))
    assert (answer.status_code, there.requests) == (503, [])


def test_where_all_services_run_nothing_is_looked_at(monkeypatch):
    monkeypatch.setattr(forwarding, "conf", replace(forwarding.conf, remotes={}))
    with pytest.raises(MiddlewareNotUsed):
        forwarding.ForwardElsewhere(lambda _request: HttpResponse())


def test_no_visitor_is_given_the_cookies_of_another(middleware, rf):
    """Over real lines, on which a client that remembers would remember."""
    seen: list[str] = []

    class SignIn(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            seen.append(self.headers["Cookie"] or "")
            self.send_response(200)
            self.send_header("Set-Cookie", "sanjha=the-first-visitor; Path=/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), SignIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with peers.elsewhere("places", f"http://127.0.0.1:{server.server_port}"):
            for _visitor in range(3):
                sent(middleware, rf.get("/places/"))
    finally:
        server.shutdown()
        server.server_close()
        forwarding._line().close()
        forwarding._line.cache_clear()
    assert seen == [""] * 3


def test_a_visitor_who_breaks_off_is_no_fault_of_ours(there, middleware, rf):
    request = rf.post("/places/", b"name=Tapa", content_type="application/x-www-form-urlencoded")
    request._stream.read = broken_off
    assert sent(middleware, request)[0].status_code == 400


def broken_off(*_size: int) -> bytes:
    raise OSError("the line is broken")
