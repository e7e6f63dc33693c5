"""Shared blocks of fields (person, address): a form says `use: person` and gets them as they stand here."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from sanjha.sewa.definition.problems import Path, Problem
from sanjha.sewa.definition.source import YamlList, YamlMap, dotted, position, read

FOLDER = FilePath(__file__).parent / "blocks"


@lru_cache(maxsize=1)
def block_names() -> tuple[str, ...]:
    """Which blocks there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def expand(tree: YamlMap) -> list[Problem]:
    """Put the block's fields into every group that uses one, before its own fields. The tree is changed in place."""
    problems: list[Problem] = []
    _walk(tree, (), tree, problems)
    return problems


def _walk(value: Any, path: Path, root: YamlMap, problems: list[Problem]) -> None:
    if isinstance(value, YamlMap):
        if isinstance(value.get("use"), str) and value.get("type") == "group":
            _fill(value, path, root, problems)
        for key, child in value.items():
            _walk(child, (*path, key), root, problems)
    elif isinstance(value, YamlList):
        for place, child in enumerate(value):
            _walk(child, (*path, place), root, problems)


def _fill(group: YamlMap, path: Path, root: YamlMap, problems: list[Problem]) -> None:
    def complain(key: str, message: str) -> None:
        file, line = position(root, (*path, key))
        problems.append(Problem(file, line, dotted((*path, key), root), "unknown-block", message))

    name = group["use"]
    if name not in block_names():
        close = difflib.get_close_matches(name, block_names(), n=1)
        complain("use", f"there is no block {name!r}" + (f" (did you mean {close[0]!r}?)" if close else ""))
        return
    block = read(FOLDER / f"{name}.yaml", f"blocks/{name}.yaml")["fields"]
    known = {field["id"] for field in block}
    chosen: dict[str, frozenset[str]] = {}
    for key in ("omit", "optional"):
        listed = group.get(key) if isinstance(group.get(key), list) else []
        chosen[key] = frozenset(str(item) for item in listed or ())
        for stranger in sorted(chosen[key] - known):
            complain(key, f"the block {name!r} has no field {stranger!r}")
    fields = YamlList(group.file, group.lines["use"])
    for field in block:
        if field["id"] in chosen["omit"]:
            continue
        if field["id"] in chosen["optional"]:
            field["required"] = False
            field["require_if"] = ""
        fields.append(field)
        fields.lines.append(field.line)
    own = group.get("fields")
    if isinstance(own, YamlList):
        fields.extend(own)
        fields.lines.extend(own.lines)
    group["fields"] = fields
    group.lines.setdefault("fields", group.lines["use"])
