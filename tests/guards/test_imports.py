"""Imports stand on top, and modules are named by what they hold."""

import ast
from pathlib import Path

from tests.guards import imports
from tests.guards.tree import assert_nothing, code_files, named, parsed, python_files

LATE = ast.parse("def ready(self):\n    import json\n\nasync def f():\n    if 1:\n        from a import b\n")


def test_the_guard_sees_late_imports():
    assert list(imports.late_imports("x/views.py", LATE)) == ["x/views.py:2 in ready", "x/views.py:6 in f"]
    assert list(imports.late_imports("x/apps.py", LATE)) == ["x/apps.py:6 in f"]


def test_the_guard_sees_names_that_say_nothing():
    assert imports.badly_named(Path("sewa/utils.py"))
    assert imports.badly_named(Path("sewa/common/__init__.py").parent)
    assert not imports.badly_named(Path("sewa/utility_bills.py"))


def test_the_guard_sees_star_imports():
    assert list(imports.star_imports("a.py", ast.parse("from b import *\nfrom c import d"))) == ["a.py:1"]


def test_no_import_is_late():
    assert_nothing(
        [late for path in code_files() for late in imports.late_imports(named(path), parsed(path))]
    )


def test_nothing_is_called_helper_or_the_like():
    wrong = {
        named(part) for path in python_files() for part in (path, *path.parents) if imports.badly_named(part)
    }
    assert_nothing(wrong)


def test_no_import_takes_everything():
    assert_nothing(
        [star for path in python_files() for star in imports.star_imports(named(path), parsed(path))]
    )
