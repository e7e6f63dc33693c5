"""A real server in the profile, seeded by the command, driven over HTTP and held against the specifications."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import jsonschema_rs
import pytest
import yaml

from sanjha.project.story.server import own_server

ROOT = Path(__file__).resolve().parents[4]
SEED = ROOT / "docs" / "guides" / "govstack"
SPECIFICATIONS = ROOT.parent / "shared" / "specs"
DATA = "GovStack_Digital_registries_BB_Data_API_template-1.3.0.yaml"
DATABASE = "GovStack_Digital_registries_BB_Database_API_template-1.3.0.yaml"
DIRECTORY = "GovStack_IM_Directory_Services_API.yaml"
ROOMS = "GovStack_IM_PubSub_API.yaml"
ROOM = "/r1/{instanceId}/{memberClass}/{memberCode}/{applicationCode}"
CLIENT = "eGovStack/GOV/90000009/digitalregistries"


class Specification:
    """The answers that a document permits."""

    def __init__(self, name):
        self.document = yaml.safe_load((SPECIFICATIONS / name).read_text(encoding="utf-8"))
        schemas = self.document["components"]["schemas"]
        # Two references of the Database API begin with a capital that what they mean does not have.
        for known in list(schemas):
            schemas.setdefault(known[0].upper() + known[1:], schemas[known])

    def fits(self, path, answer, media="application/json"):
        declared = self.document["paths"][path][answer.request.method.lower()]["responses"]
        assert str(answer.status_code) in declared, f"{path} says nothing of {answer.status_code}"
        content = declared[str(answer.status_code)].get("content")
        if content:
            schema = {**content[media]["schema"], "components": self.document["components"]}
            jsonschema_rs.Draft4Validator(schema).validate(answer.json())
        return answer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Its address. The registry is loaded twice before: the second time changes nothing."""
    home = tmp_path_factory.mktemp("govstack")
    environment = {**os.environ, "SANJHA_HOME": str(home), "SANJHA_LOG": "WARNING"}
    environment.pop("DATABASE_URL", None)

    def sanjha(*words):
        run = [sys.executable, "-m", "sanjha.project", *words]
        return subprocess.run(run, env=environment, capture_output=True, text=True, timeout=120, check=False)

    assert sanjha("migrate").returncode == 0
    load = ["load", "registry", "citizens", "--version", "1.0", "--schema", SEED / "citizens.schema.json"]
    said = [sanjha(*map(str, [*load, "--rows", SEED / "citizens.csv"])) for _time in range(2)]
    assert [one.stdout.splitlines()[-1:] for one in said] == [
        ["citizens.csv: 3 new, 0 changed, 0 as they were"],
        ["citizens.csv: 0 new, 0 changed, 3 as they were"],
    ], [one.stderr for one in said]
    bad = home / "bad.csv"
    bad.write_text("id,firstName\nINV-9,x\n,y\n")
    refused = sanjha(*map(str, [*load, "--rows", bad]))
    assert refused.returncode == 1
    assert "line 3: record" in refused.stdout
    with own_server(home, "serve", "--profile", "govstack") as address:
        yield address


@pytest.fixture
def asking(server):
    headers = {"Information-Mediator-Client": CLIENT, "X-GovStack-Client": CLIENT}
    with httpx.Client(base_url=server, headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def specification():
    if not SPECIFICATIONS.is_dir():
        pytest.skip("the specifications are not beside the repository")
    return Specification


def test_the_data_api_answers_as_specified(asking, specification):
    fits, home = specification(DATA).fits, "/data/citizens/1.0"
    path = "/data/{registryName}/{versionNumber}"
    mara = {"id": "INV-0004", "firstName": "Mara", "lastName": "Sample"}
    query, write = {"content": {"id": "INV-0004"}}, {"content": mara}
    assert fits(path, asking.get(home, params={"pageSize": 2})).json()["count"] == 3
    assert (
        fits(f"{path}/create", asking.post(f"{home}/create", json={"write": write})).json()["content"] == mara
    )
    for found, status in (("INV-0004", 200), ("INV-0009", 404)):
        body = {"query": {"content": {"id": found}}}
        assert fits(f"{path}/read", asking.post(f"{home}/read", json=body)).status_code == status
        fits(f"{path}/exists", asking.post(f"{home}/exists", json=body))
    for verb in ("update", "updateEntries"):
        change = {"query": query, "write": {"content": {"lastName": "Gill"}}}
        fits(f"{path}/{verb}", asking.put(f"{home}/{verb}", json=change))
    both = {"query": query, "write": write}
    fits(f"{path}/updateOrCreate", asking.post(f"{home}/updateOrCreate", json=both))
    value = asking.get(f"{home}/INV-0004/readValue/firstName.json")
    fits(f"{path}/{{uuid}}/readValue/{{field}}.{{ext}}", value)
    usage = asking.get("/data/myPersonalDataUsage", params={"userId": "INV-0004", "databaseId": "citizens"})
    assert len(fits("/data/myPersonalDataUsage", usage).json()) >= 4
    for _time in range(2):
        fits(f"{path}/{{ID}}/delete", asking.delete(f"{home}/INV-0004/delete"))


def test_the_spellings_of_the_published_tests_answer(asking):
    home = "/data/citizens/1.0"
    body = {"query": {"content": {"id": "INV-0001"}}, "write": {"content": {"lastName": "Kaur"}}}
    assert asking.put(f"{home}/update-entries", json=body).status_code == 200
    assert asking.post(f"{home}/update-or-create", json=body).json()["content"]["lastName"] == "Kaur"
    assert asking.get(f"{home}/INV-0001/read-value/firstName.json").json() == "Harleen"
    usage = asking.get(
        "/data/MyPersonalDataUsage/1.0", params={"userID": "INV-0001", "DatabaseID": "citizens"}
    )
    assert usage.json()[0]["readerApplicationName"] == "digitalregistries"
    assert asking.post(f"{home}/create").status_code == 400
    del asking.headers["Information-Mediator-Client"]
    assert asking.get(home).status_code == 400


def test_the_database_api_answers_as_specified(asking, specification):
    fits = specification(DATABASE).fits
    schema = {
        "type": "object",
        "properties": {"ID": {"type": "string", "primaryKey": True}},
        "incrementIndex": 1,
    }
    body = {"groupName": "Test", "catalogName": "Mother and Child", "code": "MCR", "schema": schema}
    fits("/database/modify", asking.post("/database/modify", json=body))
    databases = fits("/databases", asking.get("/databases")).json()["databases"]
    number = next(one["id"] for one in databases if one["name"] == "MCR")
    fits("/database/{id}", asking.get(f"/database/{number}"))
    for _time in range(2):
        assert fits("/database/{id}", asking.delete(f"/database/{number}")).json() == "Success"


def test_the_directory_answers_as_specified(asking, specification):
    fits = specification(DIRECTORY).fits
    fits("/listClients", asking.get("/listClients"))
    for verb in ("listMethods", "allowedMethods"):
        answer = fits(f"{ROOM}/{verb}", asking.get(f"/r1/PB/GOV/SANJHA/registries/{verb}"))
        assert "citizens" in [member["serviceCode"] for member in answer.json()["member"]]
    wanted = {"serviceCode": "citizens"}
    accept = {"Accept": "application/json"}
    fits(
        f"{ROOM}/getOpenAPI",
        asking.get("/r1/PB/GOV/SANJHA/registries/getOpenAPI", params=wanted, headers=accept),
    )


def test_rooms_answer_as_specified(asking, specification):
    fits, room = specification(ROOMS).fits, "/r1/PB/GOV/HEALTH/births"
    kind = {"eventType": "newBirth", "schema": {"type": "object"}}
    want = {"eventType": "newBirth", "delivery": "PULL"}
    fits(f"{ROOM}/api/v1/eventType", asking.post(f"{room}/api/v1/eventType", json=kind))
    fits(f"{ROOM}/api/v1/eventType", asking.get(f"{room}/api/v1/eventType"))
    fits(f"{ROOM}/api/v1/eventType/{{eventType}}", asking.get(f"{room}/api/v1/eventType/newBirth"))
    one_sub = f"{ROOM}/api/v1/subs/{{eventType}}"
    fits(one_sub, asking.post(f"{room}/api/v1/subs/newBirth", json=want))
    fits(one_sub, asking.patch(f"{room}/api/v1/subs/newBirth", json=want))
    fits(one_sub, asking.get(f"{room}/api/v1/subs/newBirth"))
    fits(f"{ROOM}/api/v1/subs", asking.get(f"{room}/api/v1/subs"))
    event = {"eventType": "newBirth", "event": {"place": "Tapa"}}
    published = fits(
        f"{ROOM}/pub/v1/{{eventType}}", asking.post(f"{room}/pub/v1/newBirth", json=event)
    ).json()
    one_event = f"{ROOM}/pub/v1/{{eventType}}/{{eventId}}"
    fits(one_event, asking.get(f"{room}/pub/v1/newBirth/{published['id']}"))
    pulled = fits(f"{ROOM}/pull/v1/{{eventType}}", asking.get(f"{room}/pull/v1/newBirth")).json()
    assert (pulled["id"], pulled["event"]) == (published["id"], {"place": "Tapa"})
    confirm = f"{ROOM}/pull/v1/{{eventType}}/{{eventId}}"
    fits(confirm, asking.delete(f"{room}/pull/v1/newBirth/{published['id']}"))
    fits(f"{ROOM}/pull/v1/{{eventType}}", asking.get(f"{room}/pull/v1/newBirth"))
    fits(one_event, asking.delete(f"{room}/pub/v1/newBirth/{published['id']}"))
    fits(one_sub, asking.delete(f"{room}/api/v1/subs/newBirth"))
    fits(f"{ROOM}/api/v1/eventType/{{eventType}}", asking.delete(f"{room}/api/v1/eventType/newBirth"))


def test_the_profile_serves_this_machine_only():
    run = [sys.executable, "-m", "sanjha.project", "serve", "--profile", "govstack", "--host", "0.0.0.0"]
    refused = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode != 0
    assert "only an address of this machine" in refused.stderr
