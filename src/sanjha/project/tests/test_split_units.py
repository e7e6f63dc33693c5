"""How a split system is laid out: who runs where, who knows whom, and which tables a unit has."""

import pytest
from django.conf import settings

from sanjha.kernel import peers
from sanjha.project.demonstration import STEPS
from sanjha.project.failure import Failure
from sanjha.project.split import units
from sanjha.project.tables import OwnTables

STORE = "host=/run/store port=5432 user=sanjha dbname=sanjha"
THREE = "registers=places,offices,identity,people,exchange;counter=sewa,registries,architecture;documents=locker,eoffice"


def laid(tmp_path, groups=None):
    return units.lay_out(tmp_path, groups or units.each_for_itself(), port=8000, store=STORE)


def test_each_service_is_a_unit_of_its_own_with_its_own_database_home_and_port(tmp_path):
    found = laid(tmp_path)
    assert sorted(unit.services for unit in found) == sorted((service,) for service in settings.SERVICES)
    for attribute in ("database", "home", "port", "name"):
        assert len({getattr(unit, attribute) for unit in found}) == len(found)


def test_every_unit_is_told_where_all_others_are(tmp_path):
    found = laid(tmp_path, units.groups_of(THREE))
    for unit in found:
        told = units.settings_of(unit, found, home=tmp_path, bus="nats://127.0.0.1:4222")
        away = {name: address for name, address in told.items() if name.startswith("SANJHA_REMOTE_")}
        assert len(away) == len(settings.SERVICES) - len(unit.services)
        assert unit.address not in away.values()
        assert told["SANJHA_PUBLIC_URL"] == "http://127.0.0.1:8000"


def test_they_are_prepared_in_an_order_in_which_each_finds_what_it_needs(tmp_path):
    assert [unit.name for unit in laid(tmp_path, units.groups_of(THREE))] == [
        "registers",
        "documents",
        "counter",
    ]
    assert set(units.PREPARED_IN_ORDER) == set(settings.SERVICES)


@pytest.mark.parametrize("text", ["a=sewa", THREE + ";more=sewa", THREE.replace("locker", "lockers")])
def test_every_service_is_in_exactly_one_unit(text):
    with pytest.raises(Failure, match="exactly one"):
        units.groups_of(text)


def test_the_settings_are_written_as_systemd_reads_them(tmp_path):
    units.write_settings({"B": "2", "A": "postgresql://x@/y?host=%2Frun"}, tmp_path / "x.env")
    assert (tmp_path / "x.env").read_text() == 'A="postgresql://x@/y?host=%2Frun"\nB="2"\n'


def test_the_others_know_a_unit_by_its_key(tmp_path):
    found = laid(tmp_path)
    units.introduce(found, tmp_path / "peers")
    assert {file.stem for file in (tmp_path / "peers").glob("*.json")} == {unit.name for unit in found}


def test_a_unit_has_the_tables_of_its_services_the_door_and_no_others():
    tables = OwnTables()
    assert tables.allow_migrate("default", "people") is None
    with peers.elsewhere("people", "http://x"), peers.elsewhere("exchange", "http://x"):
        assert tables.allow_migrate("default", "people") is False
        assert tables.allow_migrate("default", "exchange") is None
        assert tables.allow_migrate("default", "sessions") is None
        assert tables.allow_migrate("default", "sewa") is None


def test_each_step_of_the_demonstration_is_done_where_its_service_runs():
    assert {step.service for step in STEPS} <= {"kernel", *settings.SERVICES}
    with peers.elsewhere("people", "http://x"):
        assert not any(step.is_for_here for step in STEPS if step.service == "people")
        assert all(step.is_for_here for step in STEPS if step.service == "places")
