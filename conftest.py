"""Fixtures for the tests of every service, which tests share a worker, and how hypothesis searches: anew here, the same
way each time in CI."""

import os
from typing import Any

import pytest
from hypothesis import settings

from sanjha.exchange import known_grants

pytest_plugins = ["sanjha.kernel.testing"]

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

ONE_SERVER = (
    "tests/split/test_side_by_side.py",
    "tests/split/test_stand_in.py",
    "tests/split/",
    "tests/hostile/",
    "tests/journeys/",
    "tests/stories/",
    "src/sanjha/project/tests/test_govstack.py",
)
"""Files and folders whose tests share a running system, so that one worker runs them all. The first that fits counts."""


@pytest.fixture(autouse=True)
def no_known_grants() -> None:
    """The store of one test is not that of the next."""
    known_grants.forget()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """By place and not by the mark `xdist_group`, which pytest-xdist 3.8 does not see under pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 without xdist nobody asks

    class ByServer(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((place for place in ONE_SERVER if nodeid.startswith(place)), nodeid)

    # In the order of the folders, so that the systems under siege and under kills run last and beside nothing else.
    config.option.loadscopereorder = False
    return ByServer(config, log)
