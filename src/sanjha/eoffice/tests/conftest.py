"""The branch of these tests and its officers by name, on Monday, 23 November 2026, ten o'clock."""

import pytest

from sanjha.eoffice.operations.load_desk_settings import load_desk_settings
from sanjha.eoffice.tests.factories import officer_of
from sanjha.kernel import clock
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places

MONDAY_MORNING = "2026-11-23T10:00:00+05:30"


@pytest.fixture
def world(db):
    load_demo_places()
    load_demo_offices()
    load_desk_settings()
    with clock.frozen(MONDAY_MORNING):
        yield


@pytest.fixture
def assistant(world):
    """Senior Assistant 1 of Revenue Branch II."""
    return officer_of("REV-HQ-REV2/SA1")


@pytest.fixture
def clerk(world):
    return officer_of("REV-HQ-REV2/CLERK")


@pytest.fixture
def superintendent(world):
    return officer_of("REV-HQ-REV2/SUPDT")


@pytest.fixture
def under_secretary(world):
    return officer_of("REV-HQ/US-REV2")


@pytest.fixture
def joint_secretary(world):
    return officer_of("REV-HQ/JS")


@pytest.fixture
def secretary(world):
    return officer_of("REV-HQ/FCR")


@pytest.fixture
def staff(world):
    """The Financial Commissioner's personal assistant."""
    return officer_of("REV-HQ/PS-FCR")


@pytest.fixture
def diarist(world):
    return officer_of("REV-HQ-CRU/DIARIST")


@pytest.fixture
def stranger(world):
    """The Tehsildar of Barnala, to whom the branch's files are nothing."""
    return officer_of("BNL-TEH-BNL/TEHSILDAR")


@pytest.fixture
def records(world):
    """The Records Officer of the Revenue Department."""
    return officer_of("REV-HQ/RECORDS")
