"""The whole story of the income certificate, with every service in its own processes and its own database."""

from pathlib import Path

import pytest

from sanjha.project.services import SERVICES
from sanjha.project.split.system import Split
from sanjha.project.story import income_certificate
from sanjha.project.story.story import Story
from tests.split import stores

pytestmark = pytest.mark.timeout(600)  # whichever test comes first brings ten units up


@pytest.fixture(scope="session")
def story(split: Split, tmp_path_factory: pytest.TempPathFactory) -> Story:
    told = Story(base=split.base, out=tmp_path_factory.mktemp("told"), say=lambda _words, _seconds: None)
    income_certificate.tell(told)
    return told


def test_every_step_holds(story: Story) -> None:
    assert len(story.steps) == 10
    assert (story.facts["verified_by_file"], story.facts["changed_file"]) == ("VALID", "CHANGED")
    assert (story.facts["verified_by_number"], story.facts["verified_by_qr"]) == ("VALID", "VALID")


def test_each_unit_has_the_tables_of_its_service_and_of_no_other(split: Split, story: Story) -> None:
    """A query past a contract would find no table."""
    for unit in split.units:
        owners = {table.partition("_")[0] for table in stores.tables(split, unit.name)} & set(SERVICES)
        assert owners == {*unit.services, "exchange"}, unit.name


def test_who_read_the_applicants_facts_is_in_one_place(split: Split, story: Story) -> None:
    """The door of the register of residents kept it; the exchange collected it under the same ids."""

    def collected() -> set[object]:
        return {row[0] for row in stores.rows(split, "exchange", "SELECT id FROM exchange_reading")}

    told = {row[0] for row in stores.rows(split, "people", "SELECT id FROM exchange_reading")}
    assert told
    stores.wait_until(lambda: told <= collected())
    subjects = stores.rows(
        split,
        "exchange",
        'SELECT DISTINCT subject FROM exchange_reading WHERE "case" = ANY(%s)',
        [story.facts["application"], story.facts["application_id"]],
    )
    assert len(subjects) == 1


def test_the_grants_of_the_exchange_are_known_at_every_door(split: Split, story: Story) -> None:
    query = "SELECT id, consumer, operation, purpose, ended_at FROM exchange_grant ORDER BY id"
    given = stores.rows(split, "exchange", query)
    assert given
    for unit in split.units:
        stores.wait_until(lambda name=unit.name: stores.rows(split, name, query) == given)


def test_the_audit_trail_of_every_unit_holds(split: Split, story: Story) -> None:
    for unit in split.units:
        assert stores.audit_findings(split, unit) == [], unit.name


def test_no_secret_of_one_unit_lies_in_another(split: Split) -> None:
    keys = [(unit.home / "keys" / "unit.pem").read_bytes() for unit in split.units]
    assert len(set(keys)) == len(split.units)
    for file in Path(split.home / "units" / "peers").glob("*.json"):
        assert b"PRIVATE" not in file.read_bytes()
