"""The locker's tests stand on a Monday in November, with keys of their own that were made at the month's beginning."""

from dataclasses import replace

import pytest

from sanjha.kernel import blobs, clock
from sanjha.kernel.conf import conf
from sanjha.locker.tests import factories


@pytest.fixture(scope="session", autouse=True)
def keys_home(tmp_path_factory):
    """The folder that holds the tests' keys."""
    factories.KEYS_HOME = tmp_path_factory.mktemp("locker")
    return factories.KEYS_HOME


@pytest.fixture(autouse=True)
def monday(keys_home, monkeypatch):
    """Ten o'clock on 23 November 2026, with the tests' keyring."""
    monkeypatch.setattr("sanjha.locker.signing.keyring.conf", replace(conf, home=keys_home / "house"))
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        yield


@pytest.fixture
def document(db):
    """An issued income certificate."""
    return factories.issued()


@pytest.fixture
def pdf(document):
    """Its signed file."""
    return blobs.get(document.file.sha256)
