"""Whatever leaves a process passes a place that first has the readings written (kernel.unwritten)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.tree import SOURCE, assert_nothing, code_files, named, parsed

LEAVING = frozenset(
    "aiohttp ftplib http.client httpx multiprocessing nats obstore requests smtplib socket subprocess telnetlib urllib.request".split()
)
NOT_FACTS = {
    "src/sanjha/eoffice/paper_pages.py": "hands pages of a file to a program of this machine and keeps what it draws in the house",
    "src/sanjha/eoffice/paper_text.py": "hands a scan to a program of this machine that reads its words",
    "src/sanjha/exchange/outgoing/addresses.py": "looks names up; what is sent is sent by sending.py",
    "src/sanjha/kernel/bus/receiving.py": "names the type of a message that came",
    "src/sanjha/kernel/bus/stream.py": "carries events of the outbox, which stood in a transaction with their readings",
    "src/sanjha/kernel/slow_bodies.py": "shuts connections that are there",
    "src/sanjha/locker/verification/child.py": "hands a file that somebody sent in to a program of ours",
}
PAST_DJANGO = {
    "src/sanjha/kernel/bus/sending.py": "listens",
    "src/sanjha/project/bench/statements.py": "quotes",
}
"""A statement on psycopg's own connection would pass by what waits."""


def leaves(tree: ast.Module) -> bool:
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name == way or name.startswith(f"{way}.") for name in names for way in LEAVING)


def settles(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "unwritten.settle" for node in ast.walk(tree)
    )


def passes_django(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute) and ast.unparse(node) == "connection.connection"
        for node in ast.walk(tree)
    )


def services() -> Iterator[Path]:
    """Without what only composes, starts and measures."""
    return (path for path in code_files() if path.relative_to(SOURCE).parts[0] != "project")


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("import httpx", True),
        ("from urllib.request import urlopen", True),
        ("from http import HTTPStatus", False),
        ("import nats.js", True),
        ("import json", False),
    ],
)
def test_the_guard_sees_a_way_out(code, seen):
    assert leaves(ast.parse(code)) is seen


def test_every_way_out_settles_what_waits():
    assert_nothing(
        f"{named(path)}: sends something away and does not call unwritten.settle() before"
        for path in services()
        if leaves(parsed(path)) and not settles(parsed(path)) and named(path) not in NOT_FACTS
    )


def test_no_statement_passes_by_what_waits():
    assert_nothing(
        f"{named(path)}: uses the connection behind Django's"
        for path in code_files()
        if passes_django(parsed(path)) and named(path) not in PAST_DJANGO
    )


def test_the_lists_name_what_is_there():
    there = {named(path): parsed(path) for path in code_files()}
    assert_nothing(name for name in NOT_FACTS if name not in there or not leaves(there[name]))
    assert_nothing(name for name in PAST_DJANGO if name not in there or not passes_django(there[name]))
