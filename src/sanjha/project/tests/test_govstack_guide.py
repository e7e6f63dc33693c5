"""What the guide loads is what GovStack's published tests take for granted. What is asked here stands in their features."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from sanjha.project.commands.load import command

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]
HEADERS = {"Information-Mediator-Client": "eGovStack/GOV/90000009/digitalregistries"}
HOME = "/data/registryname/111"


def commands():
    """The guide's commands, as a shell would hand them over."""
    guide = (ROOT / "docs" / "guides" / "govstack.md").read_text(encoding="utf-8")
    chapter = guide.partition("published tests try it")[2]
    script = re.findall(r"^```\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE)[0]
    said = subprocess.run(
        ["bash", "-c", f'sanjha() {{ echo "$*"; }}\n{script}'], capture_output=True, text=True, check=True
    )
    return [shlex.split(line) for line in said.stdout.splitlines()]


@pytest.fixture
def asking(settings, monkeypatch):
    monkeypatch.chdir(ROOT)
    first, *loads = commands()
    assert first == ["migrate"]
    for load, *words in loads:
        assert load == "load"
        done = CliRunner().invoke(command, words)
        assert done.exit_code == 0, done.output
    settings.ROOT_URLCONF = "sanjha.project.govstack_urls"
    return Client(headers=HEADERS)


def test_the_guides_commands_seed_what_the_published_tests_ask_for(asking):
    for number in (1, 123, 8438778473, 3287483474, 8484848484):
        assert asking.get(f"/database/{number}").json()["name"] == "MCTS"
    assert asking.get("/data/registryempty/111").json() == {"count": 0, "results": []}
    everybody = asking.get(HOME).json()
    assert everybody["count"] == len(everybody["results"]) > 10
    for name in ("John", "Alice", "Jack", "Bob"):
        found = asking.get(HOME, {"search": name, "filter": "FirstName"}).json()["results"]
        assert {row["FirstName"] for row in found} == {name}
    for field, value in (("FirstName", "John Helmut"), ("BirthCertificateID", "EE6546273487865")):
        body = {"query": {"content": {field: value}}}
        read = asking.post(f"{HOME}/read", body, content_type="application/json")
        assert read.json()["content"][field] == value
    value = asking.get(f"{HOME}/80bcb084-fa17-11ed-be56-0242ac120002/read-value/FirstName.json")
    assert isinstance(value.json(), str)
    usage = {"userID": "EE334569121212", "DatabaseID": "MCTS"}
    assert asking.get("/data/MyPersonalDataUsage/1.0", usage).json() == []
