"""Reading YAML so that every value still knows its file and line.

Plain scalars follow the core of YAML 1.2: only true, false, null and decimal integers are special, so that codes
such as `no` or `on` stay words and amounts stay exact text. Anchors, tags and doubled keys are refused.
"""

from __future__ import annotations

import re
from pathlib import Path as FilePath
from typing import Any

import yaml

from sanjha.sewa.definition.problems import DefinitionError, Path, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
NO_ALIASES = "anchors and aliases are not used here: write it out, or make it a shared block"
_TAGS = frozenset({"map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value"})
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None, "~": None}


class YamlMap(dict[str, Any]):
    """A mapping that knows its file, its line, and the line of each key."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines: dict[str, int] = {}


class YamlList(list[Any]):
    """A list that knows its file, its line, and the line of each item."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines: list[int] = []


def read(path: FilePath, name: str = "") -> YamlMap:
    """The mapping in a YAML file. Raises DefinitionError; `name` is what problems call the file."""
    name = name or str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DefinitionError([Problem(name, 1, "", "file", "the file is larger than a megabyte")])
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise DefinitionError([Problem(name, 1, "", "file", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise DefinitionError([Problem(name, 1, "", "file", "is not UTF-8")]) from None
    return parse(text, name)


def parse(text: str, name: str) -> YamlMap:
    """The mapping in a YAML text. Raises DefinitionError."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        message = f"is not YAML: {getattr(error, 'problem', None) or error}"
        raise DefinitionError([Problem(name, line, "", "yaml", message)]) from None
    except RecursionError:
        raise DefinitionError([Problem(name, 1, "", "yaml", "is nested too deeply")]) from None
    reading = _Reading(name)
    value = reading.convert(node, ()) if node is not None else None
    if not isinstance(value, YamlMap) and not reading.problems:
        reading.problems.append(Problem(name, 1, "", "yaml", "must be a mapping of keys"))
    if reading.problems or not isinstance(value, YamlMap):
        raise DefinitionError(reading.problems)
    return value


class _Reading:
    """One file being turned from nodes into values."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def complain(self, node: yaml.Node, path: Path, message: str, rule: str = "yaml") -> None:
        self.problems.append(Problem(self.name, node.start_mark.line + 1, dotted(path), rule, message))

    def convert(self, node: yaml.Node, path: Path) -> Any:
        if id(node) in self.seen:
            self.complain(node, path, NO_ALIASES)
            return None
        self.seen.add(id(node))
        if len(path) > MAX_DEPTH:
            self.complain(node, path, "is nested too deeply")
            return None
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _TAGS:
            self.complain(node, path, f"the tag {node.tag} has no meaning here")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, path)
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> YamlMap:
        found = YamlMap(self.name, node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self.complain(key_node, path, "a key must be a word")
            elif key in found:
                self.complain(key_node, (*path, key), f"{key!r} stands twice", "duplicate-key")
            elif id(value_node) in self.seen:
                self.complain(key_node, (*path, key), NO_ALIASES)
            else:
                found[key] = self.convert(value_node, (*path, key))
                found.lines[key] = key_node.start_mark.line + 1
        return found

    def sequence(self, node: yaml.SequenceNode, path: Path) -> YamlList:
        items = YamlList(self.name, node.start_mark.line + 1)
        for place, child in enumerate(node.value):
            items.lines.append(child.start_mark.line + 1)
            items.append(self.convert(child, (*path, place)))
        return items

    def scalar(self, node: yaml.Node, path: Path) -> str | int | bool | None:
        text = str(node.value)
        if getattr(node, "style", None) in ("'", '"', "|", ">"):
            return text
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if _INTEGER.fullmatch(text) else text


def position(tree: Any, path: Path) -> tuple[str, int]:
    """File and line of the value at a path, or of the nearest thing around it."""
    file, line = tree.file, tree.line
    for part in path:
        if isinstance(tree, YamlMap) and isinstance(part, str) and part in tree:
            file, line, tree = tree.file, tree.lines.get(part, tree.line), tree[part]
        elif isinstance(tree, YamlList) and isinstance(part, int) and part < len(tree):
            file, line, tree = tree.file, tree.lines[part], tree[part]
            file = getattr(tree, "file", file)
            line = getattr(tree, "line", line)
        else:
            break
    return file, line


def dotted(path: Path, tree: Any = None) -> str:
    """A path in words: items of a list are called by their id or code where they have one."""
    parts: list[str] = []
    for part in path:
        tree = _child(tree, part)
        parts.append(_called(tree) if isinstance(part, int) else str(part))
        if not parts[-1]:
            parts[-1] = str(part)
    return ".".join(parts)


def _called(item: Any) -> str:
    named = item if isinstance(item, dict) else {}
    return next((named[key] for key in ("id", "code", "name") if isinstance(named.get(key), str)), "")


def _child(tree: Any, part: str | int) -> Any:
    if isinstance(tree, dict):
        return tree.get(str(part))
    if isinstance(tree, list) and isinstance(part, int) and part < len(tree):
        return tree[part]
    return None
