"""Who acts in the tests of the architecture."""

import pytest
from django.test import Client

from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import actors
from sanjha.kernel.actors import Actor
from sanjha.kernel.testing import officer_with


def seated(*known: Actor):
    """The register of offices, as far as these actors go."""
    posts = {actor.person: list(actor.posts.values()) for actor in known}
    return [lambda *, officer_id: posts.get(officer_id, [])]


@pytest.fixture
def architect() -> Actor:
    return officer_with("chief_architect")


@pytest.fixture
def clerk() -> Actor:
    """An officer who keeps nothing of the architecture."""
    return officer_with("dealing_hand")


@pytest.fixture
def second_architect() -> Actor:
    return officer_with("chief_architect")


@pytest.fixture
def client_of(monkeypatch, db):
    """A browser in which an actor has signed in; several may be signed in at a time."""
    known: list[Actor] = []

    def signed_in(actor: Actor) -> Client:
        known.append(actor)
        monkeypatch.setattr(actors, "_sources", seated(*known))
        client = Client()
        sign_in_officer(client, officer_id=actor.person)
        return client

    return signed_in


@pytest.fixture
def as_architect(client_of, architect):
    return client_of(architect)


@pytest.fixture
def as_clerk(client_of, clerk):
    return client_of(clerk)
