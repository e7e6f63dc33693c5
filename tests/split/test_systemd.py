"""The unit files of the guide are used as they stand: their settings file, their commands, their way to stop."""

import os
import re
import shlex
import shutil
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from sanjha.project.ports import free_port
from sanjha.project.services import SERVICES
from sanjha.project.split.system import SANJHA, Split
from sanjha.project.supervisor import Child

pytestmark = pytest.mark.timeout(600)  # whichever test comes first brings ten units up

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guides" / "systemd"
FILES = ("sanjha-web@.service", "sanjha-worker@.service")
PROGRAM = "/opt/sanjha/bin/sanjha"


def entries(name: str) -> dict[str, str]:
    """The lines of a unit file; each name stands once."""
    lines = [line for line in (FOLDER / name).read_text().splitlines() if re.match(r"[A-Z]\w+=", line)]
    pairs = [line.split("=", 1) for line in lines]
    assert len(dict(pairs)) == len(pairs), name
    return dict(pairs)


def settings_in(file: Path) -> dict[str, str]:
    """As systemd reads an EnvironmentFile: comments out, quotes off."""
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    return {name: value.strip('"') for name, value in (line.split("=", 1) for line in lines)}


def command_of(name: str, settings: dict[str, str]) -> list[str]:
    """ExecStart as systemd runs it: its program, and the variables in the places where they are named."""
    words = shlex.split(entries(name)["ExecStart"])
    assert words[0] == PROGRAM
    return [*SANJHA, *(re.sub(r"\$\{(\w+)\}", lambda found: settings[found[1]], word) for word in words[1:])]


def test_the_example_names_only_settings_that_exist_and_every_other_service() -> None:
    """A setting that is misspelt would be passed over in silence."""
    documented = (FOLDER.parents[1] / "reference" / "settings.md").read_text()
    settings = settings_in(FOLDER / "people.env")
    unknown = {
        name for name in settings if not name.startswith("SANJHA_REMOTE_") and f"`{name}`" not in documented
    }
    assert unknown == set()
    away = {
        name.removeprefix("SANJHA_REMOTE_").lower() for name in settings if name.startswith("SANJHA_REMOTE_")
    }
    assert away == set(SERVICES) - {"people"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("name", FILES)
def test_systemd_itself_reads_the_files(name: str, tmp_path: Path) -> None:
    instance = tmp_path / name.replace("@", "@people")
    text = (FOLDER / name).read_text().replace(PROGRAM, "/bin/true").replace("User=sanjha", "User=root")
    instance.write_text(text)
    ran = subprocess.run(
        ["systemd-analyze", "verify", str(instance)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def test_the_commands_of_the_files_run_a_unit(split: Split, tmp_path: Path) -> None:
    """A second instance of the unit of places, from the files of the guide, beside the one that runs."""
    unit = next(unit for unit in split.units if unit.name == "places")
    settings = {**settings_in(split.file_of(unit)), "SANJHA_PORT": str(free_port())}
    environment = {**os.environ, **settings}
    web, worker = (
        Child(name, command_of(name, settings), tmp_path / f"{name}.log", environment) for name in FILES
    )
    try:
        web.start()
        worker.start()
        address = f"http://127.0.0.1:{settings['SANJHA_PORT']}"
        _wait(f"{address}/health/ready")
        assert httpx.get(f"{address}/places/").status_code == 200
        assert not worker.has_ended(), worker.how_it_ended()
    finally:
        for child in (web, worker):
            child.ask_to_stop()
        for child in (web, worker):
            child.stop()
    assert "Traceback" not in (tmp_path / "sanjha-worker@.service.log").read_text()


def test_what_ends_is_started_again_and_stopping_waits_for_what_was_begun() -> None:
    for name in FILES:
        told = entries(name)
        assert told["Restart"] == "always"
        assert int(told["TimeoutStopSec"]) >= 20
        assert told["EnvironmentFile"] == "/etc/sanjha/%i.env"


def _wait(address: str) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")
