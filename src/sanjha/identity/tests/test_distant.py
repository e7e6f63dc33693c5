"""Who acts, in a unit where identity does not run: identity is asked, once in a request, and may be away."""

import os
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from sanjha.identity import access, contract
from sanjha.identity.contract import VisitView
from sanjha.identity.middleware import DistantVisit, visit_of_session
from sanjha.identity.models import SignIn
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import clock, context, peers
from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.errors import Unavailable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "family")]


def _says(request: access.Request) -> HttpResponse:
    return HttpResponse(f"{request.actor.kind} {request.actor.name} {len(request.actor.posts)}")


def _open(request: access.Request) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [
    path("open/", access.public(_open)),
    path("officer/", access.officer_required(_says)),
    path("citizen/", access.citizen_required(_says)),
]


class Identity:
    """The unit that runs identity: asked by contract, it answers from its store, or does not answer."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_away = False

    def get_visit(self, *, session: str) -> VisitView:
        assert context.actor() is ANONYMOUS, "who asks is what is asked"
        self.asked.append(session)
        if self.is_away:
            raise Unavailable("identity does not answer", code="service-unavailable")
        return visit_of_session(session)


@pytest.fixture
def identity(monkeypatch, settings):
    """Pages in another unit: its own sessions, and the cookie of identity beside them."""
    settings.ROOT_URLCONF = __name__
    there = Identity()
    monkeypatch.setattr(contract, "get_visit", there.get_visit)
    with peers.elsewhere("identity", "http://identity.example"):
        yield there


def test_an_officer_is_known_there_with_the_posts_of_today(identity, client, tehsildar):
    sign_in_officer(client, officer_id=tehsildar.officer_id)
    answer = client.get("/officer/")
    assert answer.content.decode().startswith("OFFICER ")
    assert answer.content.decode().endswith(" 1")
    assert len(identity.asked) == 1


def test_a_citizen_is_the_resident_of_the_number(identity, client, family):
    sign_in_citizen(client)
    assert client.get("/citizen/").content.decode().startswith("CITIZEN")


def test_a_stay_that_has_ended_counts_at_once(identity, client, tehsildar):
    sign_in_officer(client, officer_id=tehsildar.officer_id)
    SignIn.objects.update(ended_at=clock.now(), end_reason=SignIn.End.ADMINISTRATOR)
    assert client.get("/officer/").status_code == 302


def test_a_password_that_is_due_sends_to_its_page(identity, client, tehsildar):
    tehsildar.must_change_password = True
    tehsildar.save()
    sign_in_officer(client, officer_id=tehsildar.officer_id)
    assert client.get("/officer/").headers["Location"] == "/account/password/"


def test_nobody_without_the_cookie_and_nothing_is_asked(identity, client):
    assert client.get("/officer/").status_code == 302
    assert identity.asked == []


def test_a_forged_session_is_nobody(identity, client):
    client.cookies["sanjha"] = "a" * 32
    assert client.get("/officer/").status_code == 302


def test_when_identity_is_away_the_page_says_so_and_open_pages_stay_open(identity, client, tehsildar):
    sign_in_officer(client, officer_id=tehsildar.officer_id)
    identity.is_away = True
    answer = client.get("/officer/")
    assert answer.status_code == 503
    assert len(identity.asked) == 1
    assert client.get("/open/").status_code == 200


def test_after_it_was_in_vain_once_a_request_goes_on_as_anybody(identity):
    identity.is_away = True
    visit = DistantVisit("a" * 32)
    with context.request_scope(), pytest.raises(Unavailable):
        _ = visit.actor
    assert visit.actor is ANONYMOUS


def test_the_cookie_of_a_unit_without_identity_is_its_own():
    """Two units behind one address must not take one another's sessions for theirs."""
    told = subprocess.run(
        [sys.executable, "-c", "from sanjha.project import settings as s; print(s.SESSION_COOKIE_NAME)"],
        env={**os.environ, "SANJHA_REMOTE_IDENTITY": "http://identity.example", "SANJHA_UNIT": "counter"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "sanjha_counter"
    assert Client().cookies.get("sanjha_counter") is None
