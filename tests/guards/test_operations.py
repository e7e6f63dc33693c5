"""Every operation has a docstring, takes keywords only, and has a test."""

import ast

import pytest

from tests.guards import operations
from tests.guards.tree import ROOT, SERVICES, SOURCE, assert_nothing, named, parsed


def modules_of(service):
    return sorted(
        path for path in (SOURCE / service / "operations").rglob("*.py") if path.name != "__init__.py"
    )


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ('"""Send."""\ndef send_file(*, a):\n    """Do."""\n', []),
        ('def send_file(*, a):\n    """Do."""\n', ["no docstring"]),
        ('"""Send."""\ndef send(*, a):\n    """Do."""\n', ["no function send_file"]),
        ('"""Send."""\ndef send_file(*, a): ...\n', ["send_file has no docstring"]),
        ('"""Send."""\ndef send_file(a):\n    """Do."""\n', ["send_file takes positional arguments"]),
    ],
)
def test_the_guard_sees_what_an_operation_lacks(code, faults):
    found = operations.operation_faults("operations/send_file.py", ast.parse(code))
    assert found == [f"operations/send_file.py: {fault}" for fault in faults]


def test_the_guard_sees_an_operation_without_a_test():
    tests = {"test_send.py": "send_file(file_id=1)", "test_x.py": "unsend_files()"}
    assert operations.untried({"a": "send_file", "b": "close_file", "c": "unsend_file"}, tests) == ["b", "c"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_says_what_it_does(service):
    faults = [
        fault
        for path in modules_of(service)
        for fault in operations.operation_faults(named(path), parsed(path))
    ]
    assert_nothing(faults)


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_has_a_test(service):
    folders = [SOURCE / service / "tests", ROOT / "tests" / "journeys"]
    tests = {
        str(path): path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py")
    }
    assert_nothing(operations.untried({named(path): path.stem for path in modules_of(service)}, tests))
