"""The demo register on a fixed day, and officers signed in to its pages."""

import pytest

from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import clock
from sanjha.offices.models import Officer
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places


@pytest.fixture
def demo(db):
    load_demo_places()
    load_demo_offices()
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        yield


@pytest.fixture
def signed_in(client):
    def sign_in(number):
        officer = Officer.objects.get(employee_no=number)
        sign_in_officer(client, officer_id=officer.id, name=officer.name)
        return client

    return sign_in


@pytest.fixture
def admin(demo, signed_in):
    return signed_in("PB0003")
