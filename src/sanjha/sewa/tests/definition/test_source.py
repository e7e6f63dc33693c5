"""YAML is read with lines, by the plain rules of YAML 1.2, and without its traps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.sewa.definition.problems import DefinitionError
from sanjha.sewa.definition.source import MAX_DEPTH, YamlMap, dotted, parse, position, read


def test_words_that_yaml_1_1_would_turn_into_something_else_stay_words():
    tree = parse("a: no\nb: on\nc: 0755\nd: 12:30\ne: 2026-04-01\nf: 1_000\ng: 75.50\nh: 1e3\n", "x")
    assert dict(tree) == {
        "a": "no", "b": "on", "c": "0755", "d": "12:30", "e": "2026-04-01", "f": "1_000", "g": "75.50", "h": "1e3",
    }  # fmt: skip


def test_plain_values_are_read_as_such():
    tree = parse('a: true\nb: false\nc: null\nd:\ne: -12\nf: "12"\ng: [1, x]\n', "x")
    assert dict(tree) == {"a": True, "b": False, "c": None, "d": None, "e": -12, "f": "12", "g": [1, "x"]}


def test_the_position_of_a_path_is_the_line_of_its_key():
    tree = parse("a:\n  - one: 1\n    two: 2\n  - three: 3\n", "x.yaml")
    assert position(tree, ("a", 0, "two")) == ("x.yaml", 3)
    assert position(tree, ("a", 1, "three")) == ("x.yaml", 4)
    assert position(tree, ("a", 1, "nothing", 5)) == ("x.yaml", 4)


def test_items_are_called_by_their_id_or_code():
    tree = parse("a:\n  - {id: pin, b: 1}\n  - {code: X}\n  - {c: 1}\n", "x")
    assert dotted(("a", 0, "b"), tree) == "a.pin.b"
    assert dotted(("a", 1), tree) == "a.X"
    assert dotted(("a", 2, "c"), tree) == "a.2.c"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "stands twice"),
        ("- 1\n", "must be a mapping"),
        ("", "must be a mapping"),
        ("a: &x 1\nb: *x\n", "anchors"),
        ("a: !!python/object:os.system x\n", "tag"),
        ("a: !secret x\n", "tag"),
        ("? [1, 2]\n: 3\n", "a key must be a word"),
        ("a: [1\n", "is not YAML"),
        ("a: \x00\n", "is not YAML"),
        ("a: " + "[" * (MAX_DEPTH + 5) + "]" * (MAX_DEPTH + 5), "nested too deeply"),
    ],
)
def test_what_does_not_belong_is_refused(text, message):
    with pytest.raises(DefinitionError, match=message):
        parse(text, "x")


def test_many_aliases_cannot_blow_up():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(DefinitionError, match="anchors"):
        parse("\n".join(lines), "x")


def test_a_file_that_is_not_utf_8_or_too_large_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: \xff\xfe\n")
    with pytest.raises(DefinitionError, match="not UTF-8"):
        read(path)
    path.write_bytes(b"a: 1\n" + b"#" * 1_000_001)
    with pytest.raises(DefinitionError, match="larger than a megabyte"):
        read(path)


@given(st.text(max_size=200))
def test_any_text_gives_a_mapping_or_a_definition_error(text):
    problems, tree = (), None
    try:
        tree = parse(text, "x")
    except DefinitionError as error:
        problems = error.problems
    assert isinstance(tree, YamlMap) or problems
    assert all(problem.line >= 1 for problem in problems)
