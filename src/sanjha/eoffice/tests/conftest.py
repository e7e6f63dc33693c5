"""The branch of these tests and its officers by name, on Monday, 23 November 2026, ten o'clock."""

from dataclasses import replace

import pytest

from sanjha.eoffice.operations.load_desk_settings import load_desk_settings
from sanjha.eoffice.operations.prepare_letters import prepare_letters
from sanjha.eoffice.tests.factories import officer_of
from sanjha.kernel import clock, context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.locker.operations.init_pki import init_pki
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.people.tests.factories import recorded
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


@pytest.fixture(scope="session")
def keys_home(tmp_path_factory):
    """A house whose offices have keys to sign letters with."""
    home = tmp_path_factory.mktemp("eoffice")
    with clock.frozen("2026-11-01T10:00:00+05:30"):
        init_pki(home=home, offices=["REV-HQ", "REV-HQ-REV2"])
    return home


@pytest.fixture
def signing(keys_home, monkeypatch, world):
    """Offices can sign."""
    monkeypatch.setattr("sanjha.locker.signing.keyring.conf", replace(conf, home=keys_home))


@pytest.fixture
def resident(world):
    """A resident whom letters may be addressed to."""
    with context.request_scope(who=SYSTEM):
        prepare_letters()
    found = recorded(name_en="Gurdev Singh").id
    with context.request_scope(who=officer_of("REV-HQ-REV2/SUPDT")):
        yield found


@pytest.fixture
def records(world):
    """The Records Officer of the Revenue Department."""
    return officer_of("REV-HQ/RECORDS")
