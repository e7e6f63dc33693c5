"""Callers of the APIs: one on this machine in the profile, one who keeps registries, and those who may not."""

import pytest
from django.test import Client

from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import actors
from sanjha.kernel.testing import officer_with
from sanjha.registries.tests.factories import CLIENT


class Caller:
    """Sends JSON with the header that the specification asks for."""

    def __init__(self, client, prefix="/", header="information-mediator-client"):
        self.client, self.prefix, self.headers = client, prefix, {header: CLIENT}

    def send(self, method, path, body=None, **named):
        named.setdefault("headers", self.headers)
        data = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(self.prefix + path, **data, **named)

    def get(self, path, query=None, **named):
        return self.client.get(self.prefix + path, query or {}, **{"headers": self.headers} | named)

    def post(self, path, body=None, **named):
        return self.send("post", path, body, **named)

    def put(self, path, body=None, **named):
        return self.send("put", path, body, **named)

    def patch(self, path, body=None, **named):
        return self.send("patch", path, body, **named)

    def delete(self, path, **named):
        return self.send("delete", path, **named)


@pytest.fixture
def profile(settings):
    settings.ROOT_URLCONF = "sanjha.project.govstack_urls"


@pytest.fixture
def caller(profile, db):
    return Caller(Client(enforce_csrf_checks=True))


@pytest.fixture
def room_caller(profile, db):
    return Caller(Client(enforce_csrf_checks=True), "/r1/PB/GOV/HEALTH/births/", "x-govstack-client")


@pytest.fixture
def signed_in(monkeypatch, db):
    """A client signed in as an officer with this designation."""

    def sign_in(designation):
        actor = officer_with(designation)
        monkeypatch.setattr(
            actors,
            "_sources",
            [lambda *, officer_id: list(actor.posts.values()) if officer_id == actor.person else []],
        )
        client = Client()
        sign_in_officer(client, officer_id=actor.person)
        return Caller(client, "/govstack/")

    return sign_in
