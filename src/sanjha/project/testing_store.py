"""The tests' store, as a pytest plugin (`-p sanjha.project.testing_store`, before Django reads its settings).

Tests run on the same private PostgreSQL as everything else, in a home of their own (SANJHA_TEST_HOME, else the
folder `test` in SANJHA_HOME) and without waiting for the disk. Every run takes a free number, so that two runs at a time do not share a database;
the workers of pytest-xdist inherit it and join the server that their controller started. With DATABASE_URL,
that server is used and must let its user create databases.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from django.conf import settings

from sanjha.project.postgres.locks import FileLock
from sanjha.project.store import PrivateStore, check_server, database_url

_MOST_RUNS = 50
"""Test runs at a time on one home."""

_HOME = "SANJHA_HOME"
_DATABASE = "SANJHA_TEST_DATABASE"

_opened: list[PrivateStore | FileLock] = []
"""What this process holds until its run ends."""


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Choose home and database. A wrapper runs before pytest-django, which loads the settings in this hook."""
    if _DATABASE not in os.environ:
        beside = Path(os.environ.get(_HOME) or early_config.rootpath / ".sanjha") / "test"
        home = Path(os.environ.get("SANJHA_TEST_HOME") or beside).resolve()
        home.mkdir(parents=True, exist_ok=True)
        os.environ[_HOME] = str(home)
        os.environ["SANJHA_DEMO"] = "1"
        os.environ.setdefault("SANJHA_LOG", "WARNING")
        os.environ.pop("SANJHA_PRODUCTION", None)
        os.environ[_DATABASE] = f"test_sanjha_{_take_number(home)}"
        os.environ["SANJHA_DEMO"] = "1"
        os.environ.setdefault("SANJHA_LOG", "WARNING")
        os.environ.pop("SANJHA_PRODUCTION", None)
    return (yield)


def pytest_sessionstart() -> None:
    """Have the server up before the first test; pages name static files plainly, none need be collected."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if url := database_url():
        check_server(url)
    else:
        _opened.append(PrivateStore(Path(os.environ[_HOME]), durable=False).open())


def pytest_unconfigure() -> None:
    """Leave the server; it stops with the last run that uses it."""
    while _opened:
        _opened.pop().close()


def _take_number(home: Path) -> int:
    for number in range(1, _MOST_RUNS + 1):
        lock = FileLock(home / f"run-{number}.lock")
        if lock.try_exclusive():
            _opened.append(lock)
            return number
        lock.close()
    raise pytest.UsageError(f"{_MOST_RUNS} test runs use {home} already.")
