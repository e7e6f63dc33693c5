"""Whether a tree read from YAML has the shape of the structures: every misfit, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import inspect

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.problems import Path
from sanjha.sewa.definition.shape_values import Misfit, close, scalar_misfits, told

_LETTERS = {
    "pa": re.compile(r"[\u0a05-\u0a39\u0a59-\u0a5e]"),
    "hi": re.compile(r"[\u0904-\u0939\u0958-\u0961]"),
}


@lru_cache(maxsize=16)
def shape_of(structure: type) -> inspect.Type:
    """What msgspec knows of a structure."""
    return inspect.type_info(structure)


def misfits(value: Any, structure: type) -> Iterator[Misfit]:
    """Everything in the value that does not fit the structure."""
    yield from _walk(value, shape_of(structure), ())


def _walk(value: Any, shape: inspect.Type, path: Path) -> Iterator[Misfit]:
    if isinstance(shape, inspect.Metadata):
        shape = shape.type
    if isinstance(shape, inspect.UnionType):
        yield from _union(value, shape, path)
    elif isinstance(shape, inspect.StructType):
        yield from _struct(value, shape, path)
    elif isinstance(shape, inspect.VarTupleType):
        yield from _list(value, shape, path)
    elif isinstance(shape, inspect.DictType):
        yield from _dict(value, shape, path)
    else:
        yield from scalar_misfits(value, shape, path)


def _union(value: Any, shape: inspect.UnionType, path: Path) -> Iterator[Misfit]:
    members = [member.type if isinstance(member, inspect.Metadata) else member for member in shape.types]
    structs = [member for member in members if isinstance(member, inspect.StructType)]
    if value is None and any(isinstance(member, inspect.NoneType) for member in members):
        return
    if isinstance(value, dict) and structs:
        if len(structs) == 1:
            yield from _struct(value, structs[0], path)
        else:
            yield from _tagged(value, structs, path)
        return
    lists = [member for member in members if isinstance(member, inspect.VarTupleType)]
    if isinstance(value, list) and lists:
        yield from _list(value, lists[0], path)
        return
    scalars = [member for member in members if not isinstance(member, inspect.StructType | inspect.NoneType)]
    if structs and not scalars:
        yield Misfit(path, "wrong-type", f"must be a mapping, not {told(value)}")
        return
    results = [list(scalar_misfits(value, member, path)) for member in scalars if member not in lists]
    if results and all(results):
        yield from results[0]


def _tagged(value: dict[str, Any], structs: list[inspect.StructType], path: Path) -> Iterator[Misfit]:
    key = str(structs[0].tag_field)
    chosen = value.get(key)
    for struct in structs:
        if struct.tag == chosen:
            yield from _struct(value, struct, path)
            return
    known = [str(struct.tag) for struct in structs]
    if chosen is None:
        yield Misfit(path, "missing-key", f"{key!r} is missing (one of {', '.join(known)})")
    else:
        message = f"there is no field type {chosen!r}{close(str(chosen), known)}; known: {', '.join(known)}"
        yield Misfit((*path, key), "unknown-field-type", message)


def _struct(value: Any, shape: inspect.StructType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit(path, "wrong-type", f"must be a mapping, not {told(value)}")
        return
    if shape.cls is Text:
        yield from _text(value, path)
        return
    fields = {field.encode_name: field for field in shape.fields}
    for key in value:
        if key not in fields and key != shape.tag_field:
            yield Misfit((*path, key), "unknown-key", f"{key!r} has no meaning here{close(str(key), fields)}")
    for name, field in fields.items():
        if name in value:
            yield from _walk(value[name], field.type, (*path, name))
        elif field.required:
            yield Misfit(path, "missing-key", f"{name!r} is missing")


def _text(value: dict[str, Any], path: Path) -> Iterator[Misfit]:
    for key in value:
        if key not in LANGUAGES:
            yield Misfit((*path, key), "unknown-key", f"{key!r} is not one of {', '.join(LANGUAGES)}")
    for language in LANGUAGES:
        words = value.get(language)
        if words is None or words == "":
            yield Misfit(path, "translation-missing", f"there is no text in {language!r}")
        elif not isinstance(words, str):
            yield Misfit((*path, language), "wrong-type", f"must be text, not {told(words)}")
        elif language in _LETTERS and not _LETTERS[language].search(words):
            yield Misfit(
                (*path, language), "translation-script", f"holds no letter of the script of {language!r}"
            )


def _list(value: Any, shape: inspect.VarTupleType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, list):
        yield Misfit(path, "wrong-type", f"must be a list, not {told(value)}")
        return
    if shape.min_length is not None and len(value) < shape.min_length:
        yield Misfit(path, "too-few", f"must hold at least {shape.min_length}")
    for place, item in enumerate(value):
        yield from _walk(item, shape.item_type, (*path, place))


def _dict(value: Any, shape: inspect.DictType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit(path, "wrong-type", f"must be a mapping, not {told(value)}")
        return
    for key, item in value.items():
        yield from _walk(key, shape.key_type, (*path, key))
        yield from _walk(item, shape.value_type, (*path, key))
