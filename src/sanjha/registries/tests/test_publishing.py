"""Registries by their schemas: versions, what is refused, and the Database API."""

import pytest

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, NotPermitted
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.testing import citizen, officer_with
from sanjha.registries.models import Registry, Row, Version
from sanjha.registries.operations.create_row import create_row
from sanjha.registries.operations.delete_row import delete_row
from sanjha.registries.operations.disable_registry import disable_registry
from sanjha.registries.operations.load_rows import load_rows
from sanjha.registries.operations.publish_registry import publish_registry
from sanjha.registries.operations.update_or_create_row import update_or_create_row
from sanjha.registries.operations.update_rows import update_rows
from sanjha.registries.rules import BadRequest
from sanjha.registries.schemas import BadSchema
from sanjha.registries.tests.factories import ANNA, CITIZEN, make_registry

pytestmark = pytest.mark.django_db
MCTS = {
    "type": "object",
    "properties": {
        "ID": {"type": "string", "primaryKey": True, "readOnly": True, "example": "MCTS31", "id": 1},
        "child": {"type": "some string", "properties": {"id": {"type": "string", "id": 13}}},
    },
    "incrementIndex": 30,
    "required": ["ID"],
}


def with_id(**more):
    return {"type": "object", "properties": {"id": {"type": "string"}, **more}}


def test_the_same_schema_again_is_the_same_version():
    assert make_registry().pk == make_registry().pk
    assert AuditEntry.objects.count() == 1
    with pytest.raises(Conflict, match="another schema"):
        make_registry(schema=with_id())
    assert Version.objects.count() == 1


def test_versions_number_themselves():
    numbers = [
        publish_registry(name="herds", schema=with_id(**{f"f{n}": {}}), actor=SYSTEM).version
        for n in range(3)
    ]
    assert numbers == ["1.0", "2.0", "3.0"]


def test_a_database_has_the_number_that_its_publication_wants(caller):
    large = 8438778473
    for _time in range(2):
        assert make_registry(number=large).number == large
    assert caller.get(f"database/{large}").json()["id"] == large
    assert make_registry("herds", with_id(), number=1).number == 1
    assert make_registry("shops", with_id()).number == 2
    with pytest.raises(Conflict, match="has the number 8438778473"):
        make_registry(number=7)
    with pytest.raises(Conflict, match="another database has the number 2"):
        make_registry("herds", with_id(), "2.0", number=2)
    assert caller.delete(f"database/{large}").json() == "Success"
    assert caller.get(f"database/{large}").status_code == 404


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "object", "properties": {"name": {}}}, "primaryKey"),
        (with_id(a={"primaryKey": True}, b={"primaryKey": True}), "only one"),
        (with_id(a={"type": "strnig"}), "not a JSON Schema"),
        (with_id(a={"$ref": "http://127.0.0.1/x.json"}), "outside itself"),
        (with_id(a={"$ref": "file:///etc/passwd"}), "outside itself"),
        (with_id(a={"pattern": "(?=x)"}), "not a JSON Schema"),
        (with_id(a={"description": "\0"}), "null"),
        ({"properties": []}, "an object with properties"),
        ([], "an object with properties"),
        (with_id(a={"description": "x" * 300_000}), "at most"),
    ],
)
def test_a_schema_that_cannot_be_kept_is_refused(schema, words):
    with pytest.raises(BadSchema, match=words):
        make_registry(schema=schema)
    assert not Registry.objects.exists()


@pytest.mark.parametrize("named", [{"name": "..."}, {"name": ""}, {"version": "a/b"}, {"version": "1 0"}])
def test_a_name_of_another_form_is_refused(named):
    with pytest.raises(BadRequest):
        make_registry(**named)


@pytest.mark.parametrize("actor", [officer_with("tehsildar"), citizen()], ids=["tehsildar", "citizen"])
def test_nobody_else_writes(actor, tmp_path):
    version = make_registry()
    for refused in (
        lambda: publish_registry(name="x", schema=CITIZEN, actor=actor),
        lambda: disable_registry(number=version.number, actor=actor),
        lambda: create_row(version=version, content=ANNA, actor=actor),
        lambda: update_rows(version=version, query=ANNA, content=ANNA, actor=actor),
        lambda: update_or_create_row(version=version, query=ANNA, content=ANNA, actor=actor),
        lambda: delete_row(version=version, key="EE1", actor=actor),
        lambda: load_rows(version=version, path=tmp_path / "x.csv", actor=actor),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert not Row.objects.exists()


def test_the_database_api_publishes_shows_lists_and_removes(caller):
    body = {"groupName": "Health", "catalogName": "Mother and Child", "code": "MCR", "schema": MCTS}
    for path in ("database/modify", "database/modify/"):
        answer = caller.post(path, body)
        assert (answer.status_code, answer.json()) == (200, MCTS)
    version = Version.objects.get()
    shown = caller.get(f"database/{version.number}").json()
    assert (shown["name"], shown["version"], shown["schema"]) == ("MCR", "1.0", MCTS)
    assert (shown["institution"], shown["numberFormat"]) == ("Health", "{code}-{indexNoByCode}")
    group = {"id": 1, "name": "Sanjha", "code": "SANJHA", "databases": [shown]}
    assert caller.get("databases").json() == group
    for _time in range(2):
        answer = caller.delete(f"database/{version.number}")
        assert (answer.status_code, answer.json()) == (200, "Success")
    assert caller.get(f"database/{version.number}").status_code == 404
    assert caller.get("data/MCR/1.0").status_code == 404
    assert caller.get("databases").json()["databases"] == []


def test_snake_case_of_the_published_tests_is_understood(caller):
    body = {"group_name": "Test", "catalog_name": "Mother", "code": "MCR", "schema": MCTS}
    assert caller.post("database/modify", body).status_code == 200
    registry = Registry.objects.get()
    assert (registry.group, registry.catalogue) == ("Test", "Mother")


def test_a_changed_schema_is_the_next_version_and_the_old_one_stays(caller):
    for schema in (MCTS, MCTS | {"required": []}):
        assert caller.post("database/modify", {"code": "MCR", "schema": schema}).status_code == 200
    assert [version.version for version in Version.objects.order_by("number")] == ["1.0", "2.0"]
    assert caller.get("data/MCR/1.0").status_code == caller.get("data/MCR/2.0").status_code == 200


@pytest.mark.parametrize(
    "body",
    [None, {}, {"code": "MCR"}, {"schema": MCTS}, {"code": 1, "schema": MCTS}, {"code": "MCR", "schema": 1}],
)
def test_a_publication_that_says_too_little_is_refused(caller, body):
    assert caller.post("database/modify", body).status_code == 400


@pytest.mark.parametrize(
    "part",
    [{"triggers": "x"}, {"triggers": [1, {"actions": 2}]}, {"triggers": [{"actions": [{"value": 3}]}]}],
)
def test_a_strange_trigger_makes_the_usual_key(caller, part):
    schema = {"type": "object", "properties": {"ID": {"primaryKey": True, **part}}}
    assert caller.post("database/modify", {"code": "MCR", "schema": schema}).status_code == 200
    made = caller.post("data/MCR/1.0/create", {"write": {"content": {"a": 1}}})
    assert made.json() == {"content": {"ID": "MCR-1", "a": 1}}


@pytest.mark.parametrize(
    ("number", "status"), [("x", 400), ("-1", 400), ("1.5", 400), ("999999999", 404), ("0", 404)]
)
def test_a_database_that_is_not_there(caller, number, status):
    assert caller.get(f"database/{number}").status_code == status


def test_the_list_of_databases_takes_few_statements(caller, django_assert_max_num_queries):
    for number in range(6):
        make_registry(f"registry{number}")
    with django_assert_max_num_queries(2):
        assert len(caller.get("databases").json()["databases"]) == 6


def test_rows_are_sealed_and_a_change_behind_the_programs_back_is_found():
    version = make_registry()
    create_row(version=version, content=ANNA, actor=SYSTEM)
    update_rows(version=version, query={"id": "EE1"}, content={"lastName": "Gill"}, actor=SYSTEM)
    delete_row(version=version, key="EE1", actor=SYSTEM)
    for _time in range(2):
        create_row(version=version, content={"firstName": "Mara"}, actor=SYSTEM)
    assert sorted(Row.objects.filter(deleted_at__isnull=True).values_list("key", flat=True)) == [
        "citizens-1",
        "citizens-2",
    ]
    assert verify().findings == []
    Row.objects.filter(key="EE1").update(data=ANNA)
    assert [(found.table, found.key) for found in verify().findings] == [
        ("registries_row", str(Row.objects.get(key="EE1").pk))
    ]
