"""Who acts in the exchange's tests, and an operation that yields facts."""

import pytest

from sanjha.exchange.models import Member
from sanjha.exchange.offered import offering
from sanjha.exchange.tests import calling
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.declared import declare_person
from sanjha.exchange.tests.providing import get_record, system  # noqa: F401 fixtures
from sanjha.exchange.tests.telling import card_changed  # noqa: F401 a fixture
from sanjha.exchange.tests.waiting import committed, grant, read  # noqa: F401 fixtures
from sanjha.identity import contract as identity
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors
from sanjha.kernel.actors import Actor
from sanjha.kernel.testing import citizen, officer_with
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text


@pytest.fixture
def office_admin(monkeypatch) -> Actor:
    """An officer who administers an office; the register of offices knows the post."""
    actor = officer_with("office_admin")
    monkeypatch.setattr(
        actors,
        "_sources",
        [lambda *, officer_id: list(actor.posts.values()) if officer_id == actor.person else []],
    )
    return actor


@pytest.fixture
def tehsildar() -> Actor:
    return officer_with("tehsildar")


@pytest.fixture
def resident() -> Actor:
    return citizen()


@pytest.fixture
def person_operation():
    """The operation "exchangetest.v1/person", which yields two facts of a person."""
    with taken_back():
        yield declare_person()


@pytest.fixture
def as_admin(client, office_admin, db):
    sign_in_officer(client, officer_id=office_admin.person)
    return client


@pytest.fixture
def as_resident(client, resident, db, monkeypatch):
    """The register of residents knows the mobile number."""
    monkeypatch.setattr(identity, "_lookups", [lambda mobile: [(resident.person, Text("Test Citizen"))]])
    sign_in_citizen(client, resident_id=resident.person)
    return client


@pytest.fixture
def known_operation():
    """The operation "exchangetest.v1/known", offered to members."""
    with taken_back(), offering(calling.NAME, calling.FIELDS):
        yield calling.declare_known()


@pytest.fixture
def farms(client, db, known_operation) -> System:
    """The farmers' register of the department of agriculture, a member without a grant."""
    return System(client)


@pytest.fixture
def food(client, db) -> Member:
    """The ration cards of the department of food, a member without a grant."""
    return System(client, code="FOOD").member
