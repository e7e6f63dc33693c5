"""The world of these tests and its officers by name."""

from dataclasses import replace

import pytest

from sanjha.kernel import clock
from sanjha.kernel.conf import conf
from sanjha.locker.operations.init_pki import init_pki
from sanjha.sewa.tests.world import officer_of, prepare_world


@pytest.fixture
def world(monday_morning, db):
    """Monday, 23 November 2026, ten o'clock: places, offices, grants and the income certificate."""
    prepare_world()


@pytest.fixture
def operator(world):
    """Counter 1 of the Sewa Kendra at Tapa."""
    return officer_of("PB-BNL-002/COUNTER-1")


@pytest.fixture
def other_operator(world):
    """Counter 1 of the Sewa Kendra at Barnala."""
    return officer_of("PB-BNL-001/COUNTER-1")


@pytest.fixture
def dealing_hand(world):
    return officer_of("BNL-TEH-TAP/DH1")


@pytest.fixture
def patwari(world):
    return officer_of("BNL-PC-15/PATWARI")


@pytest.fixture
def kanungo(world):
    return officer_of("BNL-TEH-TAP/KANUNGO-TAP")


@pytest.fixture
def tehsildar(world):
    return officer_of("BNL-TEH-TAP/TEHSILDAR")


@pytest.fixture
def sdm(world):
    return officer_of("BNL-SDM-TAP/SDM")


@pytest.fixture(scope="session")
def keys_home(tmp_path_factory):
    """A test authority with a signer for the tehsil office at Tapa."""
    home = tmp_path_factory.mktemp("sewa-keys")
    with clock.frozen("2026-11-01"):
        init_pki(home=home, offices=["BNL-TEH-TAP"])
    return home


@pytest.fixture
def keys(keys_home, monkeypatch):
    """The locker signs with the keys of these tests."""
    monkeypatch.setattr("sanjha.locker.signing.keyring.conf", replace(conf, home=keys_home))
