"""One real server that has to stand all of it, and people who are signed in to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjha.project.story.server import own_server
from tests.hostile.siege import Siege


@pytest.fixture(scope="session")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    """A demonstration that has just been set up."""
    home: Path = tmp_path_factory.mktemp("hostile")
    with own_server(home) as address:
        siege = Siege(address, home)
        yield siege
        siege.close()
