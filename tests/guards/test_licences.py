"""Runtime dependencies are under licences that let a state use, change and hand on the whole."""

import tomllib

import pytest

from tests.guards import licences
from tests.guards.tree import ROOT, assert_nothing

EXCUSED = {
    "certifi": "MPL-2.0 covers its own file of certificates only; we do not change it.",
    "pikepdf": "MPL-2.0 covers its own files only; we do not change them.",
    "psycopg": "LGPL-3.0: used as an unchanged library that anybody may replace.",
    "psycopg-binary": "LGPL-3.0: used as an unchanged library that anybody may replace.",
    "psycopg-pool": "LGPL-3.0: used as an unchanged library that anybody may replace.",
    "python-stdnum": "LGPL-2.1: used as an unchanged library that anybody may replace.",
}


@pytest.mark.parametrize(
    ("licence", "permitted"),
    [
        ("MIT", True),
        ("Apache Software License", True),
        ("BSD-3-Clause AND MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT AND LGPL-2.1", False),
        ("unknown", False),
    ],
)
def test_the_guard_tells_licences_apart(licence, permitted):
    assert licences.is_permitted(licence) is permitted


def test_the_guard_sees_what_is_not_permitted():
    found = {"a": "MIT", "b": "LGPL-3.0", "c": "AGPL-3.0", "d": "LGPL-2.1"}
    assert licences.faults(found, {"d": "reason"}) == ["b: LGPL-3.0", "c: AGPL-3.0"]
    assert licences.faults({"c": "AGPL-3.0"}, {"c": "please"}) == ["c: AGPL-3.0"]
    assert licences.faults({"a": "MIT"}, {"a": "old", "z": "gone"}) == [
        "a: is excused without need",
        "z: is excused without need",
    ]


def test_every_runtime_dependency_is_permitted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = licences.closure(project["dependencies"])
    assert len(found) > len(project["dependencies"])
    assert_nothing(
        licences.faults({name: licences.licence_of(known) for name, known in found.items()}, EXCUSED)
    )
