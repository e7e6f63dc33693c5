"""Whether a tree read from YAML has the shape of the structures: every misfit, not only the first."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from msgspec import inspect

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.problems import Path

_LETTERS = {
    "pa": re.compile(r"[\u0a05-\u0a39\u0a59-\u0a5e]"),
    "hi": re.compile(r"[\u0904-\u0939\u0958-\u0961]"),
}


@dataclass(frozen=True)
class Misfit:
    """Where in the tree, which rule, and what is wrong."""

    path: Path
    rule: str
    message: str


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
        yield from _scalar(value, shape, path)


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
        yield Misfit(path, "wrong-type", f"must be a mapping, not {_told(value)}")
        return
    results = [list(_scalar(value, member, path)) for member in scalars if member not in lists]
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
        message = f"there is no field type {chosen!r}{_close(str(chosen), known)}; known: {', '.join(known)}"
        yield Misfit((*path, key), "unknown-field-type", message)


def _struct(value: Any, shape: inspect.StructType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit(path, "wrong-type", f"must be a mapping, not {_told(value)}")
        return
    if shape.cls is Text:
        yield from _text(value, path)
        return
    fields = {field.encode_name: field for field in shape.fields}
    for key in value:
        if key not in fields and key != shape.tag_field:
            yield Misfit(
                (*path, key), "unknown-key", f"{key!r} has no meaning here{_close(str(key), fields)}"
            )
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
            yield Misfit((*path, language), "wrong-type", f"must be text, not {_told(words)}")
        elif language in _LETTERS and not _LETTERS[language].search(words):
            yield Misfit(
                (*path, language), "translation-script", f"holds no letter of the script of {language!r}"
            )


def _list(value: Any, shape: inspect.VarTupleType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, list):
        yield Misfit(path, "wrong-type", f"must be a list, not {_told(value)}")
        return
    if shape.min_length is not None and len(value) < shape.min_length:
        yield Misfit(path, "too-few", f"must hold at least {shape.min_length}")
    for place, item in enumerate(value):
        yield from _walk(item, shape.item_type, (*path, place))


def _dict(value: Any, shape: inspect.DictType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit(path, "wrong-type", f"must be a mapping, not {_told(value)}")
        return
    for key, item in value.items():
        yield from _walk(key, shape.key_type, (*path, key))
        yield from _walk(item, shape.value_type, (*path, key))


def _scalar(value: Any, shape: inspect.Type, path: Path) -> Iterator[Misfit]:
    if isinstance(shape, inspect.Metadata):
        shape = shape.type
    check = _SCALARS.get(type(shape))
    if check is None:
        raise AssertionError(f"the checker does not know {shape}")
    yield from check(value, shape, path)


def _literal(value: Any, shape: inspect.LiteralType, path: Path) -> Iterator[Misfit]:
    if value not in shape.values:
        known = [str(item) for item in shape.values]
        told = f"{value!r} is not one of {', '.join(known)}{_close(str(value), known)}"
        yield Misfit(path, "unknown-value", told)


def _boolean(value: Any, shape: inspect.BoolType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, bool):
        yield Misfit(path, "wrong-type", f"must be true or false, not {_told(value)}")


def _nothing(value: Any, shape: inspect.NoneType, path: Path) -> Iterator[Misfit]:
    if value is not None:
        yield Misfit(path, "wrong-type", "must be empty")


def _string(value: Any, shape: inspect.StrType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, str):
        yield Misfit(path, "wrong-type", f"must be text, not {_told(value)}")
    elif shape.pattern and not re.search(shape.pattern, value):
        yield Misfit(path, "wrong-form", f"{value!r} does not have the form {shape.pattern}")
    elif shape.max_length is not None and len(value) > shape.max_length:
        yield Misfit(path, "too-long", f"is longer than {shape.max_length} characters")


def _integer(value: Any, shape: inspect.IntType, path: Path) -> Iterator[Misfit]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Misfit(path, "wrong-type", f"must be a whole number, not {_told(value)}")
    elif shape.ge is not None and value < shape.ge:
        yield Misfit(path, "out-of-range", f"must be at least {shape.ge}")
    elif shape.le is not None and value > shape.le:
        yield Misfit(path, "out-of-range", f"must be at most {shape.le}")


def _date(value: Any, shape: inspect.DateType, path: Path) -> Iterator[Misfit]:
    try:
        date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        yield Misfit(path, "wrong-type", f"must be a date like 2026-04-01, not {_told(value)}")


def _decimal(value: Any, shape: inspect.DecimalType, path: Path) -> Iterator[Misfit]:
    try:
        if isinstance(value, bool) or not Decimal(value if isinstance(value, int | str) else "").is_finite():
            raise InvalidOperation
    except InvalidOperation:
        yield Misfit(path, "wrong-type", f"must be an amount like 75 or 75.50, not {_told(value)}")


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value)


def _close(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""


_SCALARS: dict[type[inspect.Type], Callable[[Any, Any, Path], Iterator[Misfit]]] = {
    inspect.LiteralType: _literal, inspect.StrType: _string, inspect.IntType: _integer, inspect.BoolType: _boolean,
    inspect.DateType: _date, inspect.DecimalType: _decimal, inspect.NoneType: _nothing,
}  # fmt: skip
