"""One split system for all tests here: every service in its own processes and database, events over three servers."""

import threading
from collections.abc import Iterator

import pytest

from sanjha.project.ports import free_port
from sanjha.project.split import units
from sanjha.project.split.system import Split, split_system


@pytest.fixture(scope="session")
def split(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Split]:
    """Up, prepared, and kept up: whatever is killed is started again."""
    stop = threading.Event()
    with split_system(
        tmp_path_factory.mktemp("split"),
        groups=units.each_for_itself(),
        port=free_port(),
        stop=stop,
        say=print,
        nodes=3,
        most_restarts=1000,
        durable=False,
    ) as system:
        keeper = threading.Thread(target=system.keep, args=(print,), name="keeper")
        keeper.start()
        try:
            yield system
        finally:
            stop.set()
            keeper.join()
