"""The Data API over HTTP: what it answers, what it refuses, and that saying a thing again is no error."""

import pytest

from sanjha.registries.models import FormerRow, Row
from sanjha.registries.tests.factories import ANNA, CITIZEN, CLIENT, make_registry

pytestmark = pytest.mark.django_db
HOME = "data/citizens/1.0"
QUERY, WRITE = {"query": {"content": {"id": "EE1"}}}, {"write": {"content": ANNA}}


@pytest.fixture
def registry(db):
    return make_registry()


@pytest.fixture
def anna(caller, registry):
    assert caller.post(f"{HOME}/create", WRITE).json() == {"content": ANNA}
    return Row.objects.get()


def people(caller, *names):
    for number, name in enumerate(names):
        content = {"id": f"P{number}", "firstName": name, "lastName": "Kaur"}
        assert caller.post(f"{HOME}/create", {"write": {"content": content}}).status_code == 200


def test_a_record_is_created_read_and_found(caller, anna):
    assert caller.post(f"{HOME}/read", QUERY).json() == {"content": ANNA}
    answer = caller.post(f"{HOME}/exists", {"query": {"content": {"firstName": "Anna"}}}).json()["answer"]
    assert answer["status"] is True
    answer = caller.post(f"{HOME}/exists", {"query": {"content": {"id": "EE1", "firstName": "Mike"}}}).json()
    assert answer["answer"]["status"] is False
    missing = caller.post(f"{HOME}/read", {"query": {"content": {"id": "EE2"}}})
    assert (missing.status_code, missing.json()) == (404, {"detail": "no record found"})


def test_exists_is_asked_with_or_without_the_query_around_it(caller, anna):
    for content, there in (
        ({"id": "EE1", "firstName": "Anna"}, True),
        ({"id": "EE1", "firstName": "M"}, False),
    ):
        for body in (content, {"query": {"content": content}}):
            assert caller.post(f"{HOME}/exists", body).json()["answer"]["status"] is there
    for wrong in ({}, {"query": {}}, {"query": {"content": {}}}):
        assert caller.post(f"{HOME}/exists", wrong).status_code == 400


def test_the_same_creation_again_is_the_same_record_and_another_is_refused(caller, anna):
    assert caller.post(f"{HOME}/create", WRITE).status_code == 200
    other = caller.post(f"{HOME}/create", {"write": {"content": ANNA | {"firstName": "Mara"}}})
    assert other.status_code == 409
    assert Row.objects.get().data == ANNA


def test_a_record_without_a_key_gets_the_next_one(caller):
    schema = {
        "type": "object",
        "properties": {
            "ID": {
                "type": "string",
                "primaryKey": True,
                "triggers": [{"actions": [{"type": "set-value", "value": "MCTS{indexNoByCode}"}]}],
            },
            "child": {"type": "string"},
        },
    }
    make_registry("MCTS", schema)
    made = [
        caller.post("data/MCTS/1.0/create", {"write": {"content": {"child": name}}}).json()["content"]["ID"]
        for name in ("a", "b")
    ]
    assert made == ["MCTS1", "MCTS2"]


@pytest.mark.parametrize(("spelling", "value"), [("readValue", {"value": "Anna"}), ("read-value", "Anna")])
@pytest.mark.parametrize("field", ["firstName", "First%20name", "first-name"])
def test_one_value_is_read_under_both_spellings(caller, anna, spelling, value, field):
    for key in ("EE1", anna.id):
        answer = caller.get(f"{HOME}/{key}/{spelling}/{field}.json")
        assert (answer.status_code, answer.json()) == (200, value)
    assert caller.get(f"{HOME}/EE9/{spelling}/{field}.json").status_code == 404
    assert caller.get(f"{HOME}/EE1/{spelling}/shoeSize.json").status_code == 404


def test_an_update_may_be_repeated(caller, anna):
    change = {"query": {"content": ANNA}, "write": {"content": {"firstName": "Tamara"}}}
    for _time in range(2):
        assert caller.put(f"{HOME}/update", change).status_code == 200
    row, former = Row.objects.get(), FormerRow.objects.get()
    assert (row.data["firstName"], row.revision) == ("Tamara", 2)
    assert (former.data["firstName"], former.client, former.changed_by) == ("Anna", CLIENT, "SYSTEM:-")


def test_an_update_without_a_query_goes_by_the_key_that_is_written(caller, anna):
    assert (
        caller.put(f"{HOME}/update", {"write": {"content": ANNA | {"lastName": "Gill"}}}).status_code == 200
    )
    assert Row.objects.get().data["lastName"] == "Gill"
    nobody = {"write": {"content": {"id": "EE7", "lastName": "Gill"}}}
    assert caller.put(f"{HOME}/update", nobody).status_code == 404


@pytest.mark.parametrize("spelling", ["updateEntries", "update-entries"])
def test_many_are_updated_at_once_and_none_is_no_error(caller, registry, spelling):
    people(caller, "Alina", "Alina", "Olga")
    change = {"query": {"content": {"firstName": "Alina"}}, "write": {"content": {"firstName": "Jack"}}}
    for _time in range(2):
        assert caller.put(f"{HOME}/{spelling}", change).status_code == 200
    assert sorted(row.data["firstName"] for row in Row.objects.all()) == ["Jack", "Jack", "Olga"]
    assert FormerRow.objects.count() == 2


@pytest.mark.parametrize("spelling", ["updateOrCreate", "update-or-create"])
def test_updated_or_created(caller, registry, spelling):
    body = {"query": {"content": {"id": "EE1"}}, "write": {"content": ANNA}}
    assert caller.post(f"{HOME}/{spelling}", body).json() == {"content": ANNA}
    body["write"] = {"content": {"firstName": "Mara"}}
    assert caller.post(f"{HOME}/{spelling}", body).json() == {"content": ANNA | {"firstName": "Mara"}}
    assert Row.objects.count() == 1


def test_a_deletion_may_be_repeated_and_the_key_is_free_again(caller, anna):
    for path in (f"{HOME}/EE1/delete", f"{HOME}/EE1/delete", "data/Health Registry/2.1/RR3/delete"):
        assert caller.delete(path).status_code == 204
    assert caller.post(f"{HOME}/read", QUERY).status_code == 404
    assert FormerRow.objects.get().data == ANNA
    assert caller.post(f"{HOME}/create", WRITE).status_code == 200
    assert Row.objects.count() == 2


@pytest.mark.parametrize("key", ["{id}", "...", "a\tb", "%00"])
def test_what_cannot_name_a_record_is_gone_too(caller, anna, key):
    assert caller.delete(f"{HOME}/{key}/delete").status_code == 204
    assert Row.objects.get().deleted_at is None
    assert caller.delete(f"{HOME}/{key}/delete", headers={}).status_code == 400


def test_a_page_holds_a_hundred_records_unless_another_size_is_asked_for(caller, registry):
    people(caller, *["Alina"] * 12)
    listed = caller.get(HOME).json()
    assert (listed["count"], len(listed["results"])) == (12, 12)


def test_a_word_in_one_field_is_all_that_the_field_holds(caller, registry):
    people(caller, "John", "John Helmut", "Johna")
    names = lambda **query: [row["firstName"] for row in caller.get(HOME, query).json()["results"]]  # noqa: E731
    assert names(search="john", filter="firstName") == ["John"]
    assert names(search="john helmut", filter="firstName") == ["John Helmut"]
    assert names(search="^John", filter="firstName") == ["John", "John Helmut", "Johna"]
    assert names(search="Helmut") == ["John Helmut"]


def test_the_list_searches_filters_orders_and_turns_pages(caller, registry):
    people(caller, "Alina", "Balbir", "Chand", "Deepa")
    names = lambda query: [row["firstName"] for row in caller.get(HOME, query).json()["results"]]  # noqa: E731
    assert names({"search": "^[ab]", "filter": "firstName"}) == ["Alina", "Balbir"]
    assert names({"search": "kaur"}) == ["Alina", "Balbir", "Chand", "Deepa"]
    assert names({"query.firstName": "Chand", "query.lastName": "Kaur"}) == ["Chand"]
    assert names({"ordering": "descending", "pageSize": 1}) == ["Deepa"]
    assert names({"ordering": "-firstName"})[0] == "Deepa"
    first = caller.get(HOME + "/", {"pageSize": 3}).json()
    assert (first["count"], len(first["results"]), "previous" in first) == (4, 3, False)
    second = caller.client.get(first["next"], headers=caller.headers).json()
    assert [row["firstName"] for row in second["results"]] == ["Deepa"]
    assert "page=1" in second["previous"]
    assert names({"search": "nobody"}) == []


@pytest.mark.parametrize(
    "query",
    [
        {"search": "(", "filter": "firstName"},
        {"search": "(a*)*\\1"},
        {"search": "x" * 201},
        {"page": "x"},
        {"page": "0"},
        {"pageSize": "-1"},
        {"pageSize": "1000"},
        {"ordering": "shoeSize"},
        {"filter": "..."},
        {"query.'; drop": "x"},
    ],
)
def test_a_list_that_cannot_be_made_is_refused(caller, registry, query):
    assert caller.get(HOME, query).status_code == 400


@pytest.mark.parametrize("field", ["a__b", "deleted_at__isnull", "0"])
def test_a_field_is_only_a_name(caller, registry, field):
    assert caller.get(HOME, {f"query.{field}": "x", "filter": field, "search": "x"}).json()["count"] == 0


def test_a_list_takes_few_statements(caller, registry, django_assert_max_num_queries):
    people(caller, *"abcdefgh")
    with django_assert_max_num_queries(10):
        assert len(caller.get(HOME).json()["results"]) == 8


WRITING = [
    ("post", "create"),
    ("post", "read"),
    ("post", "exists"),
    ("put", "update"),
    ("put", "update-entries"),
    ("post", "update-or-create"),
]


@pytest.mark.parametrize(("method", "verb"), WRITING)
@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "{",
        "[]",
        "{}",
        '{"write": {}, "query": {}}',
        '{"write": {"content": []}, "query": {"content": 1}}',
        '{"write": {"content": {"children": NaN}}, "query": {"content": {"children": 1e999}}}',
        '{"write": {"content": {"id": "\\u0000"}}, "query": {"content": {"id": "\\u0000"}}}',
        '{"write": {"content": {"id": "\\ud800"}}, "query": {"content": {"id": "\\ud800"}}}',
        "[" * 100_000,
    ],
)
def test_a_body_of_another_form_is_refused(caller, anna, method, verb, body):
    answer = caller.send(method, f"{HOME}/{verb}", body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"detail"}
    assert Row.objects.get().data == ANNA


@pytest.mark.parametrize(
    "content", [{"id": "EE5", "children": "two"}, {"id": "EE5", "shoeSize": 43}, {"id": "/"}]
)
def test_what_the_schema_does_not_permit_is_refused(caller, anna, content):
    answer = caller.post(f"{HOME}/create", {"write": {"content": content}})
    assert answer.status_code == 400
    assert caller.put(f"{HOME}/update", {**QUERY, "write": {"content": content}}).status_code == 400
    assert Row.objects.get().data == ANNA


@pytest.mark.parametrize(
    "client", ["", "x", "A/B/C", "A/B/C/D/E", "A//C/D", "A/B/C/D E", "A/B/C/" + "D" * 60, None]
)
def test_without_a_proper_client_nothing_is_answered(caller, anna, client):
    headers = {} if client is None else {"information-mediator-client": client}
    for answer in (
        caller.get(HOME, headers=headers),
        caller.post(f"{HOME}/read", QUERY, headers=headers),
        caller.delete(f"{HOME}/EE1/delete", headers=headers),
        caller.get("databases", headers=headers),
    ):
        assert answer.status_code == 400
    assert Row.objects.get().deleted_at is None


@pytest.mark.parametrize(
    ("path", "status"),
    [("data/.../1.0", 400), ("data/citizens/...", 400), ("data/%20/1.0", 400), ("data/citizens/1%2f0", 404)],
)
def test_identifiers_of_another_form_are_refused(caller, registry, path, status):
    assert caller.get(path).status_code == status


def test_a_registry_that_is_not_there_is_not_found(caller, registry):
    for path in ("data/nobody/1.0", "data/citizens/9.0"):
        assert caller.get(path).status_code == 404
        assert caller.post(f"{path}/create", WRITE).status_code == 404


def test_a_method_that_an_address_does_not_know(caller, registry):
    answer = caller.get(f"{HOME}/create")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_old_versions_stay_readable(caller, anna):
    make_registry(version="2.0", schema=CITIZEN | {"required": ["lastName"]})
    assert caller.post(f"{HOME}/read", QUERY).json() == {"content": ANNA}
    assert caller.post("data/citizens/2.0/read", QUERY).status_code == 404
