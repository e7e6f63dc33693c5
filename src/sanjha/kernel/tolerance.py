"""Reading what a newer version wrote: fields that are not known here are passed over, all else stays strict.

A value is read strictly first; only one that does not fit so is looked through. So nothing is slower between processes of
one version, and a field that is missing or wrong is refused as before.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
import structlog
from msgspec import inspect as types

log = structlog.get_logger(__name__)
R = TypeVar("R")


def decode(data: bytes | msgspec.Raw, kind: Any) -> Any:
    """A value of the type from JSON. Raises msgspec.MsgspecError, as strict reading does, for all but unknown fields."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError:
        known = _known(kind, msgspec.json.decode(data))
        return msgspec.json.decode(msgspec.json.encode(known), type=kind)


def convert(plain: Any, kind: type[R]) -> R:
    """The same from JSON that has been read already, as the outbox keeps it: numbers may be there as text."""
    try:
        return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError:
        return msgspec.convert(_known(kind, plain), kind, strict=False)


def _known(kind: Any, plain: Any) -> Any:
    """The value without the fields that its type does not have."""
    log.debug("written by a newer version, or wrong", type=str(kind))
    return _without_unknown(_inspected(kind), plain)


@cache
def _inspected(kind: Any) -> types.Type:
    return types.type_info(kind)


def _without_unknown(kind: types.Type, plain: Any) -> Any:
    for known, look in _LOOK.items():
        if isinstance(kind, known):
            return look(kind, plain)
    return plain


def _fields(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, Mapping):
        return plain
    inner = {field.encode_name: field.type for field in kind.fields}
    tag = getattr(kind, "tag_field", None)
    return {
        name: _without_unknown(inner[name], value) if name in inner else value
        for name, value in plain.items()
        if name in inner or name == tag
    }


def _items(kind: Any, plain: Any) -> Any:
    return [_without_unknown(kind.item_type, each) for each in plain] if isinstance(plain, list) else plain


def _each_its_own(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, list) or len(plain) != len(kind.item_types):
        return plain
    return [_without_unknown(own, each) for own, each in zip(kind.item_types, plain, strict=True)]


def _held(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, Mapping):
        return plain
    return {key: _without_unknown(kind.value_type, value) for key, value in plain.items()}


def _one_of(kind: types.UnionType, plain: Any) -> Any:
    meant = next((option for option in kind.types if _is_meant(option, plain)), None)
    return plain if meant is None else _without_unknown(meant, plain)


def _is_meant(option: types.Type, plain: Any) -> bool:
    """Of the types in a union at most one is written as a list; of several written with fields, the tag says which."""
    if isinstance(plain, list):
        return isinstance(option, types.CollectionType | types.TupleType)
    if not isinstance(plain, Mapping):
        return False
    if isinstance(option, types.StructType) and option.tag_field is not None:
        return bool(plain.get(option.tag_field) == option.tag)
    return isinstance(option, types.StructType | types.DataclassType | types.DictType)


_LOOK: dict[type[types.Type], Callable[[Any, Any], Any]] = {
    types.StructType: _fields,
    types.DataclassType: _fields,
    types.UnionType: _one_of,
    types.DictType: _held,
    types.TupleType: _each_its_own,
    types.CollectionType: _items,
}
