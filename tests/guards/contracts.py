"""What crosses a service border must go through JSON and come back the same."""

import inspect
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from msgspec import inspect as types

_SAMPLES: dict[type, Any] = {
    types.StrType: "ਪੰਜਾਬ",
    types.IntType: 7,
    types.FloatType: 1.5,
    types.BoolType: True,
    types.BytesType: b"\x00\xff",
    types.DecimalType: Decimal("1.50"),
    types.UUIDType: UUID("0190f5f2-1234-7000-8000-123456789abc"),
    types.DateType: date(2026, 11, 23),
    types.TimeType: time(10, 0),
    types.DateTimeType: datetime(2026, 11, 23, 10, tzinfo=UTC),
    types.NoneType: None,
    types.AnyType: {"a": [1]},
}


def sample(kind: types.Type, depth: int = 0) -> Any:
    """A value of an inspected type. Raises TypeError for what is not serialisable or has no fixed form."""
    if type(kind) in _SAMPLES:
        return _SAMPLES[type(kind)]
    for known, make in _MAKERS.items():
        if isinstance(kind, known):
            return make(kind, depth + 1)
    raise TypeError(f"{kind} cannot cross a border")


def _items(kind: Any, depth: int) -> list[Any]:
    """One item; none deep inside a type that holds itself."""
    return [] if depth > DEEPEST else [sample(kind.item_type, depth)]


def _union(kind: types.UnionType, depth: int) -> Any:
    return sample(next(part for part in kind.types if not isinstance(part, types.NoneType)), depth)


def _struct(kind: types.StructType, depth: int) -> Any:
    return kind.cls(**{field.name: sample(field.type, depth) for field in kind.fields})


def _dict(kind: types.DictType, depth: int) -> Any:
    return {sample(kind.key_type, depth): sample(kind.value_type, depth)}


DEEPEST = 6
_MAKERS: dict[type, Callable[[Any, int], Any]] = {
    types.StructType: _struct,
    types.UnionType: _union,
    types.DictType: _dict,
    types.ListType: _items,
    types.VarTupleType: lambda kind, depth: tuple(_items(kind, depth)),
    types.SetType: lambda kind, depth: set(_items(kind, depth)),
    types.FrozenSetType: lambda kind, depth: frozenset(_items(kind, depth)),
    types.TupleType: lambda kind, depth: tuple(sample(item, depth) for item in kind.item_types),
    types.EnumType: lambda kind, _depth: next(iter(kind.cls)),
    types.LiteralType: lambda kind, _depth: kind.values[0],
}


def border_faults(stub: Callable[..., Any]) -> Iterator[str]:
    """Parameters and results of a contract's stub that cannot go through JSON and come back the same."""
    hints = typing.get_type_hints(stub)
    missing = set(inspect.signature(stub).parameters) - set(hints)
    yield from (f"{name}: no type" for name in sorted(missing))
    if "return" not in hints:
        yield "return: no type"
    for name, hint in hints.items():
        try:
            msgspec.json.schema(hint)
            value = sample(types.type_info(hint))
            if msgspec.json.decode(msgspec.json.encode(value), type=hint) != value:
                yield f"{name}: does not come back the same"
        except (TypeError, msgspec.MsgspecError) as error:
            yield f"{name}: {error}"
