"""The stage: one real server for all journeys, a browser for each file, people who enter it."""

from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser

from sanjha.kernel.testing_browser import SHELL, WHOLE, need_chromium, running_chromium
from sanjha.project.story.server import own_server
from tests.journeys.person import Stage

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration that has just been set up."""
    need_chromium(SHELL, WHOLE)
    with own_server(tmp_path_factory.mktemp("journeys")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium(house: str, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The quick one, or the whole one for a file that says SHOWS_PDF: officers read papers in the page."""
    programs = (WHOLE,) if getattr(request.module, "SHOWS_PDF", False) else (SHELL, WHOLE)
    with running_chromium(*programs) as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the stage whether its test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def stage(chromium: Browser, house: str, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """Where people enter; what the witness has seen is judged when all have left."""
    stage = Stage(chromium, house)
    yield stage
    if request.node.stash.get(FAILED, False):
        stage.keep_pictures(request.config.rootpath / "test-results" / request.node.name)
    stage.close()
    stage.witness.finish()
