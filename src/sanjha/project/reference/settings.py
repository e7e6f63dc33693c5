"""The page of settings."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sanjha.project.variables import OTHER_VARIABLES

SOURCE = Path(__file__).resolve().parents[2]


def settings() -> Iterator[str]:
    """Every environment variable with its default and meaning."""
    yield "# Settings\n"
    yield "All are environment variables; none is needed for the demonstration.\n"
    yield "| variable | default | meaning |\n|---|---|---|"
    found = {name: (default, meaning) for name, default, meaning in declared_settings()}
    found |= {name: ("", meaning) for name, meaning in OTHER_VARIABLES.items()}
    for name, (default, meaning) in sorted(found.items()):
        yield f"| `{name}` | {f'`{default}`' if default else ''} | {meaning[:1].upper()}{meaning[1:]} |"


def declared_settings(source: Path = SOURCE) -> Iterator[tuple[str, str, str]]:
    """(variable, default, meaning) of each configuration attribute whose docstring begins with its variable."""
    for path in sorted(source.glob("*/conf*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield from _attributes(node)


def _attributes(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    for attribute, words in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(attribute, ast.AnnAssign) and isinstance(words, ast.Expr)):
            continue
        if isinstance(words.value, ast.Constant) and isinstance(words.value.value, str):
            name, _colon, meaning = words.value.value.partition(": ")
            yield name, _default_of(attribute, name), " ".join(meaning.split())


def _default_of(attribute: ast.AnnAssign, name: str) -> str:
    """The second argument of the call that reads the variable, as a person would type it."""
    for call in ast.walk(attribute):
        if not isinstance(call, ast.Call) or len(call.args) != 2:
            continue
        first, second = call.args
        if isinstance(first, ast.Constant) and first.value == name and isinstance(second, ast.Constant):
            return str(int(second.value)) if isinstance(second.value, bool) else str(second.value)
    return ""
