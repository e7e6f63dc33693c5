"""Beside each fact stands who read it last and how often, also when that cannot be told."""

import pytest

from sanjha.exchange.tests.factories import make_reading
from sanjha.identity.testing import sign_in_citizen
from sanjha.kernel.errors import Unavailable
from sanjha.people import contract
from sanjha.people.tests.factories import recorded
from sanjha.places.tests.factories import make_barnala

pytestmark = pytest.mark.django_db


def words(client):
    return " ".join(client.get("/my/data/").content.decode().split())


@pytest.fixture
def row(client, db):
    make_barnala()
    row = recorded(mobile="9876512345")
    sign_in_citizen(client, mobile="9876512345")
    return row


def test_who_read_a_fact_last_and_how_often_stands_beside_it(client, row):
    assert "Nobody yet" in words(client)
    make_reading(subject=row.id, facts=["resident.name"], purpose="REV-CASTE")
    make_reading(subject=row.id, facts=["resident.name"], purpose="REV-INCOME")
    make_reading(facts=["resident.gender"])
    page = words(client)
    assert "read 2 times" in page
    assert "/my/readings/?fact=resident.name" in page
    assert "REV-INCOME" in page
    assert "fact=resident.gender" not in page
    assert client.get("/my/readings/?fact=resident.name").status_code == 200


def test_the_page_opens_while_the_exchange_does_not_answer(client, row, monkeypatch):
    def fail(subject):
        raise Unavailable("exchange does not answer")

    monkeypatch.setattr(contract, "_readings", [fail])
    page = words(client)
    assert page.count("Cannot be told just now") == 6
    assert row.reference in page
