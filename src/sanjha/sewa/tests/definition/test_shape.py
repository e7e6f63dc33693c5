"""The shape checker agrees with msgspec: what it lets through can be loaded."""

import copy

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.shape import misfits
from sanjha.sewa.definition.source import parse
from sanjha.sewa.tests.definition.factories import MINIMAL

TREE = parse(MINIMAL, "small")


def _plain(tree):
    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    return tree


def _places(tree, path=()):
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from _places(value, (*path, key))


PLACES = list(_places(_plain(TREE)))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.text(max_size=20),
    st.sampled_from(["2026-04-01", "75.50", "ALWAYS", "text", "name_en", "REV-SMALL", "visit"]),
    st.lists(st.text(max_size=5), max_size=2),
    st.dictionaries(st.sampled_from(["en", "pa", "hi", "code", "type"]), st.text(max_size=5), max_size=3),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), st.one_of(st.just("delete"), st.just("replace")), VALUES)
def test_what_the_checker_lets_through_can_be_loaded(place, change, value):
    tree = copy.deepcopy(_plain(TREE))
    owner = tree
    for part in place[:-1]:
        owner = owner[part]
    if change == "delete":
        del owner[place[-1]]
    else:
        owner[place[-1]] = value

    found = list(misfits(tree, ServiceDefinition))

    if not found:
        assert isinstance(msgspec.convert(tree, ServiceDefinition), ServiceDefinition)


def test_every_misfit_is_reported_not_only_the_first():
    tree = _plain(TREE)
    tree["version"] = "one"
    tree["steps"][0]["working_days"] = None
    tree["fees"][0]["names"]["pa"] = ""
    assert {misfit.path for misfit in misfits(tree, ServiceDefinition)} == {
        ("version",),
        ("steps", 0, "working_days"),
        ("fees", 0, "names"),
    }
