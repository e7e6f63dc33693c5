"""At the end of a run of the guards: how much of the house is tests."""

import pytest

from tests.guards.tree import code_files, python_files

AIM = 1.5


def lines(paths):
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    code = lines(code_files())
    tests = lines(python_files()) - code
    terminalreporter.write_line(f"tests : code = {tests / code:.2f} ({tests} : {code} lines, aim {AIM})")
