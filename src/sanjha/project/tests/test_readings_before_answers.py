"""No response leaves before the readings from which it was made are in the store; when they cannot be, it does not leave."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection

from sanjha.exchange import kept_readings
from sanjha.exchange.models import Grant, Reading
from sanjha.exchange.tests.factories import make_grant
from sanjha.kernel import unwritten
from sanjha.kernel.models import AuditEntry, UsedNonce
from sanjha.kernel.tests.declared import taken_back
from sanjha.project.tests import reading_urls
from sanjha.project.tests.reading_urls import SECRET

pytestmark = [pytest.mark.urls("sanjha.project.tests.reading_urls"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def grant() -> Iterator[Grant]:
    with taken_back():
        reading_urls.declare()
        yield make_grant(consumer="project")
    reading_urls.meanwhile.clear()


@pytest.fixture
def known(grant, client):
    """The process has seen the grant, and the pages."""
    client.get("/reading/page/")
    return grant


@pytest.fixture
def ends(known):
    """The grant is taken back after the facts were read and before the response."""

    def end() -> None:
        other = connection.copy()
        with closing(other), other.cursor() as cursor:
            cursor.execute("UPDATE exchange_grant SET ended_at = now(), ended_by = 'SYSTEM:-'")

    reading_urls.meanwhile.append(end)
    return known


@pytest.fixture
def full(known, monkeypatch):
    """The store takes no readings any more."""

    def refuse(*_arguments):
        raise DatabaseError("could not extend file: No space left on device")

    reading_urls.meanwhile.append(lambda: monkeypatch.setattr(kept_readings, "keep", refuse))


def body(response) -> str:
    """Everything that goes to whoever asked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode() + str(response.headers) + str(response.cookies)


@pytest.mark.parametrize("what", ["page", "program", "elsewhere", "keeps", "session", "stream"])
def test_the_reading_is_there_when_the_response_is(client, known, what):
    before = Reading.objects.count()
    response = client.get(f"/reading/{what}/")
    assert response.status_code in {200, 302}
    reading = Reading.objects.order_by("-id").first()
    assert Reading.objects.count() == before + 1
    assert reading.request_id == response["X-Request-ID"]


def test_within_the_request_it_is_not(client, known):
    seen, other = [], connection.copy()

    def look() -> None:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM exchange_reading")
            seen.extend(cursor.fetchone())

    reading_urls.meanwhile.append(look)
    with closing(other):
        client.get("/reading/page/")
    assert (seen, Reading.objects.count()) == ([1], 2)


def test_a_page_that_fails_has_read_too(client, known):
    client.raise_request_exception = False
    assert client.get("/reading/fails/").status_code == 500
    assert Reading.objects.count() == 2


def test_what_a_stream_reads_is_written_before_the_part_that_it_is_in(client, known):
    parts = iter(client.get("/reading/stream/").streaming_content)
    assert Reading.objects.count() == 2
    assert next(parts).decode() == SECRET
    assert Reading.objects.count() == 2
    assert next(parts).decode() == SECRET
    assert Reading.objects.count() == 3


@pytest.mark.parametrize("what", ["page", "elsewhere", "passes-over", "keeps"])
def test_under_a_grant_that_has_ended_a_person_gets_the_page_that_says_so(client, ends, what):
    response = client.get(f"/reading/{what}/")
    assert response.status_code == 403
    assert SECRET not in body(response)
    assert SECRET.replace(" ", "+") not in body(response)
    assert "You may not open this page" in body(response)
    assert "has no grant to call exchangetest.v1/person" in response.content.decode()
    assert not UsedNonce.objects.exists()


@pytest.mark.parametrize("what", ["program", "stream"])
def test_and_a_program_a_problem(client, ends, what):
    response = client.get(f"/reading/{what}/")
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert response.json()["type"] == "urn:sanjha:problem:no-grant"
    assert SECRET not in body(response)


def test_and_nothing_of_it_is_remembered_for_the_next_request(client, ends):
    client.raise_request_exception = False
    response = client.get("/reading/session/")
    assert response.status_code == 403
    assert not Session.objects.exists()


@pytest.mark.parametrize("what", ["page", "program", "keeps", "passes-over", "session", "stream", "fails"])
def test_the_refusal_is_audited_once_and_nothing_is_kept_as_read(client, ends, what):
    client.raise_request_exception = False
    before = Reading.objects.count()
    response = client.get(f"/reading/{what}/")
    assert response.status_code == 403
    assert Reading.objects.count() == before
    (entry,) = AuditEntry.objects.filter(action="READING_REFUSED")
    assert (entry.stream, "PB/BNL/1" in entry.body) == ("exchange.refusals", True)
    assert response["X-Request-ID"] in entry.body


def test_a_stream_that_goes_on_under_an_ended_grant_is_cut(client, known):
    parts = iter(client.get("/reading/stream/").streaming_content)
    assert next(parts).decode() == SECRET
    Grant.objects.update(ended_at=known.granted_at, ended_by="SYSTEM:-")
    with pytest.raises(Exception, match="has no grant"):
        next(parts)
    assert AuditEntry.objects.filter(action="READING_REFUSED").count() == 1


@pytest.mark.parametrize("what", ["page", "program", "elsewhere", "session", "stream", "fails"])
def test_readings_that_cannot_be_written_hold_the_response_back(client, full, what):
    client.raise_request_exception = False
    before = Reading.objects.count()
    response = client.get(f"/reading/{what}/")
    assert response.status_code == 503
    assert SECRET not in body(response)
    assert SECRET.replace(" ", "+") not in body(response)
    assert Reading.objects.count() == before
    assert connection.execute_wrappers == []


def test_the_page_of_a_contract_refusal_is_unchanged_without_a_grant(client, grant):
    Grant.objects.update(ended_at=grant.granted_at, ended_by="SYSTEM:-")
    response = client.get("/reading/page/")
    assert (response.status_code, unwritten.current()) == (403, None)
    assert AuditEntry.objects.filter(action="READING_REFUSED").count() == 1


# A process that dies

SERVE = """
import os, signal, sys
from wsgiref.simple_server import make_server, WSGIRequestHandler
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")
from sanjha.project.wsgi import application
from django.conf import settings
from django.db import connection
from sanjha.exchange import kept_readings
from sanjha.kernel import web
from sanjha.project.tests import reading_urls
settings.ROOT_URLCONF = "sanjha.project.tests.reading_urls"
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
connection.settings_dict["NAME"] = os.environ["SANJHA_TEST_DATABASE"]
reading_urls.declare()

def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)

when = sys.argv[1]
if when == "while it is written":
    kept_readings.keep = die
if when == "before it is released":
    web._released = die

def answer(environ, start):
    parts = application(environ, start)
    if when == "when it is written":
        die()
    return parts

class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments): ...

server = make_server("127.0.0.1", 0, answer, handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def serving(when: str) -> Iterator[tuple[HTTPConnection, subprocess.Popen]]:
    environment = {**os.environ, "SANJHA_TEST_DATABASE": connection.settings_dict["NAME"]}
    child = subprocess.Popen(
        [sys.executable, "-c", SERVE, when], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        port = int(child.stdout.readline())
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as line:
            yield line, child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def test_a_process_that_goes_on_answers(grant):
    with serving("never") as (line, _child):
        line.request("GET", "/reading/page/")
        assert SECRET in line.getresponse().read().decode()
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "when", "readings"),
    [
        ("dies", "in the view", 0),
        ("page", "while it is written", 0),
        ("stream", "while it is written", 0),
        ("page", "before it is released", 1),
        ("page", "when it is written", 1),
    ],
)
def test_of_a_process_that_is_killed_no_response_got_out(grant, what, when, readings):
    with serving(when) as (line, child):
        line.request("GET", f"/reading/{what}/")
        with pytest.raises((HTTPException, OSError)):
            line.getresponse()
        assert child.wait(timeout=10) == -9
    assert Reading.objects.count() == readings
