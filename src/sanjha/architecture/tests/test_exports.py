"""AsyncAPI, Backstage, DCAT-AP and the CSV list: complete, joined in themselves, and true to what runs."""

import csv
import io
import json
import re
from datetime import date

import jsonschema_rs
import pytest
import yaml
from django.conf import settings

from sanjha.architecture.exports import asyncapi, backstage, dcat, openapi
from sanjha.architecture.exports.formats import FORMATS
from sanjha.architecture.exports.whole import whole
from sanjha.architecture.ownership import Known
from sanjha.architecture.tests.factories import make_application
from sanjha.exchange.contract import GrantInForce
from sanjha.identity.events import SmsQueued
from sanjha.kernel import clock, facts
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.events import declared_events, payload_of
from sanjha.kernel.ids import new_id
from sanjha.places.events import HolidayEntered, PlacesLoaded

pytestmark = pytest.mark.django_db
MEMBER = GrantInForce("PB/GOV/AGRI/FARMS", "people.v1/resident", "AGRI", ["resident.name"], None)


@pytest.fixture
def told():
    outside = [
        make_application(masters=("ration.card",), vendor="=1+1", until_date=date(2027, 3, 31)),
        make_application(code="OLD", life_cycle="RETIRED", name_en="=2+2", source="Letter"),
    ]
    return whole(Known(grants=[MEMBER], outside=outside))


def references(value):
    """Every $ref inside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref":
                yield inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def follow(document, reference):
    found = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def test_every_event_has_a_channel_and_every_handler_receives(told):
    document = json.loads(asyncapi.asyncapi(told))
    assert document["asyncapi"] == "3.0.0"
    ours = {kind for kind, known in declared_events().items() if ".tests." not in known.cls.__module__}
    assert set(document["channels"]) == ours
    assert document["channels"]["sewa.ApplicationSubmitted"]["address"] == "sanjha.sewa.ApplicationSubmitted"
    sends = [each for each in document["operations"].values() if each["action"] == "send"]
    assert len(sends) == len(ours)
    assert document["operations"]["sewa.note_revoked-on-locker.DocumentRevoked"]["action"] == "receive"


def test_every_reference_leads_somewhere(told):
    document = json.loads(asyncapi.asyncapi(told))
    found = set(references(document))
    assert len(found) > 100
    assert all(follow(document, reference) for reference in found)


@pytest.mark.parametrize(
    "happened",
    [
        HolidayEntered(new_id(), date(2026, 11, 24), "FIELD", ""),
        PlacesLoaded("VILLAGE", "0" * 64, 3, 4, clock.now()),
        SmsQueued(new_id(), clock.now()),
    ],
    ids=lambda happened: type(happened).__name__,
)
def test_what_is_sent_fits_what_is_described(told, happened):
    document = json.loads(asyncapi.asyncapi(told))
    kind = next(kind for kind, known in declared_events().items() if known.cls is type(happened))
    payload = document["components"]["messages"][kind]["payload"]
    described = {**payload, "components": document["components"]}
    jsonschema_rs.validate(described, payload_of(happened))
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(described, {name: [] for name in payload_of(happened)})


def test_backstage_names_are_names_and_every_reference_leads_somewhere(told):
    entities = list(yaml.safe_load_all(backstage.backstage(told)))
    names = {f"{each['kind'].lower()}:default/{each['metadata']['name']}" for each in entities}
    assert len(names) == len(entities)
    for each in entities:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each["metadata"]["name"])
        assert len(each["metadata"]["name"]) <= 63
        spec = each["spec"]
        wanted = [spec["owner"]] if "owner" in spec else []
        wanted += spec.get("dependsOn", [])
        wanted += [
            f"api:default/{name}" for part in ("providesApis", "consumesApis") for name in spec.get(part, ())
        ]
        assert set(wanted) <= names, each["metadata"]["name"]
    services = {each["metadata"]["name"] for each in entities if each["spec"].get("type") == "service"}
    assert services == set(settings.SERVICES)
    old = next(each for each in entities if each["metadata"]["name"] == "outside-old")
    assert old["spec"]["lifecycle"] == "deprecated"


@pytest.mark.parametrize(
    ("text", "name"), [("Food & Civil Supplies", "food-civil-supplies"), ("ਖ਼ੁਰਾਕ", "x"), ("A" * 90, "a" * 63)]
)
def test_a_name_for_backstage(text, name):
    assert backstage.name_of(text) == name


def test_every_register_is_a_dataset_with_its_strictest_access(told):
    document = json.loads(dcat.dcat(told))
    found = {each["dct:identifier"]: each for each in document["dcat:dataset"]}
    assert set(found) == {fact.owner for fact in facts.declared_facts().values()}
    assert found["people"]["dct:accessRights"]["@id"].endswith("/NON_PUBLIC")
    assert found["places"]["dct:accessRights"]["@id"].endswith("/PUBLIC")
    assert found["offices"]["dct:accessRights"]["@id"].endswith("/RESTRICTED")
    assert "resident.birth_date" in found["people"]["dcat:keyword"]
    assert {"@language": "pa", "@value": "ਵਸਨੀਕਾਂ ਦਾ ਰਜਿਸਟਰ"} in found["people"]["dct:title"]
    assert all(each["dct:rights"] and each["dct:publisher"]["foaf:name"] for each in found.values())
    served = {each["dcat:servesDataset"]["@id"] for each in document["dcat:service"]}
    assert served == {f"urn:sanjha:register:{name}" for name in ("people", "locker", "registries")}


def test_the_list_holds_services_and_applications_and_no_formula(told):
    content = FORMATS["csv"].write(told).decode()
    assert content.startswith("\ufeffcode,kind,")
    rows = {
        row["code"]: row for row in csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    }
    assert set(rows) == {*settings.SERVICES, "EPOS-RATION", "OLD"}
    assert rows["people"]["kind"] == "SERVICE"
    assert "sewa" in rows["people"]["consumers"].split(";")
    assert int(rows["people"]["operations"]) > 0
    assert rows["EPOS-RATION"]["leads"] == "ration.card"
    assert rows["EPOS-RATION"]["until_date"] == "31-03-2027"
    assert (rows["EPOS-RATION"]["status"], rows["OLD"]["status"]) == ("DRAFT", "VERIFIED")
    assert rows["OLD"]["name_en"] == "'=2+2"


def test_a_process_without_the_api_says_so(told, monkeypatch):
    monkeypatch.setattr(openapi, "_sources", [])
    with pytest.raises(Unavailable, match="serves no API"):
        FORMATS["openapi"].write(told)
    names = [each["metadata"]["name"] for each in backstage.entities(told)]
    assert "sanjha-http" not in names
    monkeypatch.setattr(openapi, "_sources", [lambda: {"openapi": "3.1.0"}])
    assert json.loads(FORMATS["openapi"].write(told)) == {"openapi": "3.1.0"}
    assert "sanjha-http" in [each["metadata"]["name"] for each in backstage.entities(told)]
