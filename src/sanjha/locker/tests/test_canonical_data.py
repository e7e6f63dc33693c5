import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.errors import DomainError
from sanjha.locker.canonical import DEEPEST, LARGEST, canonical, digest

keys = st.from_regex(r"\A[a-z][a-z0-9_]{0,9}\Z")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)
data = st.dictionaries(keys, values, max_size=6)


def shuffled(value):
    """The same data with its parts in another order."""
    if isinstance(value, dict):
        return {key: shuffled(part) for key, part in reversed(value.items())}
    return [shuffled(part) for part in value] if isinstance(value, list) else value


@given(data)
def test_the_order_of_parts_does_not_matter(given_data):
    assert canonical(given_data) == canonical(shuffled(given_data))


@given(data)
def test_the_canonical_form_is_json_of_the_same_data_and_its_own_canonical_form(given_data):
    once = canonical(given_data)
    assert canonical(json.loads(once)) == once
    assert json.loads(once) == json.loads(
        unicodedata.normalize("NFC", json.dumps(given_data, ensure_ascii=False))
    )


@given(data, keys, values)
def test_another_value_gives_another_hash(given_data, key, value):
    changed = {**given_data, key: value}
    assert (digest(changed) == digest(given_data)) == (canonical(changed) == canonical(given_data))


def test_two_spellings_of_one_letter_are_one():
    assert canonical({"a": "ਸ਼"}) == canonical({"a": "ਸ਼"})


def test_the_form_is_frozen():
    assert (
        canonical({"b": [1, True, None], "a": 'ਸਿੰਘ "x"'}) == '{"a":"ਸਿੰਘ \\"x\\"","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"a": 1.5}, "a"),
        ({"a": Decimal("1.5")}, "a"),
        ({"a": {"b": [1, {"c": float("nan")}]}}, "a.b.1.c"),
        ({"a": LARGEST + 1}, "a"),
        ({"a": b"x"}, "a"),
        ({"a": {1: "x"}}, "a"),
        ({"a": {"Big": "x"}}, "a"),
        ({"a": "\ud800"}, "a"),
        ({"a": {"b c": 1}}, "a"),
    ],
)
def test_what_has_more_than_one_spelling_is_refused_and_named(wrong, field):
    with pytest.raises(DomainError, match="may only hold text") as refused:
        canonical(wrong)
    assert refused.value.field == field


def test_data_nested_without_end_is_refused():
    nested = {}
    for _level in range(DEEPEST + 2):
        nested = {"a": nested}
    with pytest.raises(DomainError, match="may only hold text"):
        canonical(nested)
