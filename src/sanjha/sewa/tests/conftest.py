"""The world of these tests and its officers by name."""

from dataclasses import replace

import pytest
from django.db import connection

from sanjha.kernel import clock
from sanjha.kernel.conf import conf
from sanjha.locker.operations.init_pki import init_pki
from sanjha.sewa.tests.world import officer_of, prepare_world

MONDAY_MORNING = "2026-11-23T10:00:00+05:30"


@pytest.fixture(scope="package")
def settled_world(django_db_setup, django_db_blocker):
    """Places, offices, grants and the income certificate, entered once for all tests of this folder, then taken away."""
    with django_db_blocker.unblock(), clock.frozen(MONDAY_MORNING):
        empty_before = _empty_tables()
        prepare_world()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        filled = sorted(empty_before - _empty_tables())
        if filled:
            cursor.execute(
                f"TRUNCATE {', '.join(connection.ops.quote_name(table) for table in filled)} CASCADE"
            )


def _empty_tables():
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        parts = [
            f"SELECT '{table}' WHERE NOT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
            for table in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def world(settled_world, monday_morning, db):
    """Monday, 23 November 2026, ten o'clock in the settled world."""


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
