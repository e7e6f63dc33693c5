"""Files of records: all of it or nothing, wrong lines by their number, the same file again changes nothing."""

import json

import pytest

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError
from sanjha.registries.models import FormerRow, Row
from sanjha.registries.operations.load_rows import load_rows
from sanjha.registries.tests.factories import make_registry

pytestmark = pytest.mark.django_db
HEADER = "id,firstName,lastName,children\n"


@pytest.fixture
def load(tmp_path):
    version = make_registry()

    def run(text, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        report = load_rows(version=version, path=path, actor=SYSTEM)
        return (report.created, report.changed, report.unchanged), report.errors

    return run


def test_a_table_is_taken_over_once(load):
    text = HEADER + "E1,Anna,Stock,2\nE2,ਅਨੀਤਾ,,\n"
    assert load(text) == ((2, 0, 0), [])
    assert load(text) == ((0, 0, 2), [])
    assert load(text.replace("Stock", "Gill")) == ((0, 1, 1), [])
    assert Row.objects.get(key="E1").data == {
        "id": "E1",
        "firstName": "Anna",
        "lastName": "Gill",
        "children": 2,
    }
    assert Row.objects.get(key="E2").data == {"id": "E2", "firstName": "ਅਨੀਤਾ"}
    assert FormerRow.objects.get().data["lastName"] == "Stock"


def test_json_lines_are_taken_over(load):
    text = "\n".join(json.dumps({"id": f"E{n}", "children": n}) for n in range(3)) + "\n\n"
    assert load(text, "rows.jsonl") == ((3, 0, 0), [])


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("E2,Anna,Stock,two", "line 3: children"),
        ("E2,Anna", "line 3: not as many columns"),
        ("E2,Anna,Stock,1,extra", "line 3: not as many columns"),
        (",Anna,Stock,1", "line 3: id: the primary key is missing"),
        ("E1,Anna,Stock,1", "line 3: id: E1 stands in the file already"),
        ("/,Anna,Stock,1", "line 3: invalid ID"),
        ('"E2,Anna,Stock,1', "line 3: not CSV"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_half_loaded(load, line, where):
    counts, errors = load(f"{HEADER}E1,Anna,Stock,2\n{line}\n")
    assert counts == (0, 0, 0)
    assert errors[0].startswith(where)
    assert not Row.objects.exists()


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "E2", "x": 1}', '{"id": true}', '{"id": "\\u0000"}'])
def test_a_wrong_line_of_json_is_named(load, line):
    counts, errors = load('{"id": "E1"}\n' + line, "rows.jsonl")
    assert (counts, errors[0][:6]) == ((0, 0, 0), "line 2")
    assert not Row.objects.exists()


@pytest.mark.parametrize("text", [b"\xff\xfe", "", "id,id\n1,2\n"])
def test_a_file_that_is_no_table_is_refused(load, text):
    with pytest.raises(DomainError):
        load(text)


def test_a_load_takes_few_statements(load, django_assert_max_num_queries):
    rows = "".join(f"E{n},Anna,Stock,2\n" for n in range(200))
    with django_assert_max_num_queries(8):
        assert load(HEADER + rows) == ((200, 0, 0), [])
