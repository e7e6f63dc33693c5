"""Where imports may stand, and what modules may not be called."""

import ast
from collections.abc import Iterator
from pathlib import Path

FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "misc",
    "tools",
    "base",
    "stuff",
}


def late_imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Imports inside functions: an alarm that something stands too high or too low."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and not _may(name, function):
                    yield f"{name}:{node.lineno} in {function.name}"


def _may(name: str, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return name.endswith("apps.py") and function.name == "ready"


def badly_named(path: Path) -> bool:
    """A name that says nothing of what is inside."""
    return path.stem in FORBIDDEN


def star_imports(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"{name}:{node.lineno}"
