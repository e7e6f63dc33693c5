"""The source tree as guards see it."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sanjha"
SERVICES = sorted(path.parent.name for path in SOURCE.glob("*/apps.py"))

SHOWN = 40


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name in {"conftest.py", "testing.py"}


@cache
def python_files(root: Path = SOURCE) -> list[Path]:
    """Code and tests, without migrations."""
    return [path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts]


def code_files() -> list[Path]:
    return [path for path in python_files() if not is_test(path)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def versioned_files() -> list[Path]:
    """What is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file()]


def files_of(*suffixes: str, below: Path = SOURCE) -> Iterator[Path]:
    """Versioned files with one of these endings, tests left out."""
    return (
        path
        for path in versioned_files()
        if path.suffix in suffixes and path.is_relative_to(below) and not is_test(path)
    )


def named(path: Path) -> str:
    """The path as a person reads it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def assert_nothing(faults: Iterable[str]) -> None:
    """Fails with the faults, one a line."""
    found = list(faults)
    more = [f"... and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    assert not found, "\n" + "\n".join([*found[:SHOWN], *more])
