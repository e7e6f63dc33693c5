"""An upgrade in the middle of work: two releases of a register answer in turns while applications go through all offices."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from sanjha.project.ports import free_port
from sanjha.project.split.system import SANJHA, Split
from sanjha.project.split.units import Unit
from sanjha.project.supervisor import Child
from tests.split import releases, stores
from tests.split.counter import Offices
from tests.split.releases import OneAddress
from tests.split.test_away import answers, away, states
from tests.split.test_side_by_side import NEWER

FIRST = 9500
APPLICATIONS = 4
pytestmark = pytest.mark.timeout(600)


@contextmanager
def instance(split: Split, unit: Unit, source: Path, log: Path) -> Iterator[str]:
    """A web server of that release in the unit's place, beside others; its address."""
    port = free_port()
    environment = {
        **split.environment(unit),
        "PYTHONPATH": str(source),
        "SANJHA_CATALOGUE": str(releases.ROOT / "catalogue"),
    }
    command = [*SANJHA, "serve", "--port", str(port), "--services", ",".join(unit.services), "--workers", "1"]
    child = Child(f"{unit.name} of {source}", command, log, environment)
    child.start()
    try:
        stores.wait_until(lambda: answers(f"http://127.0.0.1:{port}"))
        yield f"http://127.0.0.1:{port}"
    finally:
        child.stop()


def test_applications_go_on_while_old_and_new_release_of_a_register_answer_in_turns(
    split: Split, tmp_path: Path
) -> None:
    unit = next(unit for unit in split.units if unit.name == "places")
    newer = releases.made_of_this(tmp_path / "newer", NEWER)
    with ExitStack() as opened:
        old = opened.enter_context(instance(split, unit, releases.THIS, tmp_path / "old.log"))
        new = opened.enter_context(instance(split, unit, newer, tmp_path / "new.log"))
        opened.enter_context(away(split, "places-web"))
        one = OneAddress([old, new], port=unit.port)
        opened.callback(one.close)
        offices = Offices.of(split.base)
        cases = [offices.carry(number) for number in range(FIRST, FIRST + APPLICATIONS)]
        stores.wait_until(lambda: states(split, cases) == {"ISSUED"}, seconds=240)
    assert offices.again == 0
    assert min(one.answered[old], one.answered[new]) >= APPLICATIONS
    documents = (
        "SELECT count(*), count(DISTINCT source_id) FROM locker_document WHERE source_id = ANY(%s::uuid[])"
    )
    assert stores.rows(split, "locker", documents, cases) == [(APPLICATIONS, APPLICATIONS)]
