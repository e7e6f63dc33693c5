"""How a declared type looks on the wire, as plain JSON: what the record keeps and the comparison reads.

Python's names do not cross a border, so a list and a tuple of one type are the same here, and a type alias is nothing.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import inspect as types

Shape = dict[str, Any]

BOUNDS = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "pattern", "tz")

_PLAIN: dict[type[types.Type], str] = {
    types.AnyType: "any",
    types.RawType: "any",
    types.NoneType: "null",
    types.BoolType: "bool",
    types.IntType: "int",
    types.FloatType: "float",
    types.StrType: "text",
    types.BytesType: "bytes",
    types.DecimalType: "decimal",
    types.UUIDType: "uuid",
    types.DateType: "date",
    types.TimeType: "time",
    types.DateTimeType: "datetime",
    types.TimeDeltaType: "duration",
}
_HOLDING: dict[type[types.Type], str] = {
    types.ListType: "list",
    types.VarTupleType: "list",
    types.CollectionType: "list",
    types.SetType: "set",
    types.FrozenSetType: "set",
}


class Shapes:
    """Collects the shapes of types; composed values are kept once, by name, so that a type may hold itself."""

    def __init__(self) -> None:
        self.values: dict[str, Shape] = {}

    def of(self, hint: Any) -> Shape:
        """The shape of a type. Raises TypeError for one that cannot be promised to others."""
        return self._shape(types.type_info(hint))

    def fields_of(self, kind: type) -> dict[str, Shape]:
        """The fields of a struct or dataclass by their names on the wire."""
        found = types.type_info(kind)
        if not isinstance(found, types.StructType | types.DataclassType):
            raise TypeError(f"{kind} has no fields")
        return {field.encode_name: self._field(field) for field in found.fields}

    def _shape(self, kind: types.Type) -> Shape:
        for known, make in _COMPOSED.items():
            if isinstance(kind, known):
                return make(self, kind)
        if type(kind) in _PLAIN:
            return {"is": _PLAIN[type(kind)], **_bounds(kind)}
        if isinstance(kind, tuple(_HOLDING)):
            return {"is": _HOLDING[type(kind)], "of": self._shape(kind.item_type), **_bounds(kind)}  # type: ignore[attr-defined]
        raise TypeError(f"{kind} cannot be published")

    def _tuple(self, kind: Any) -> Shape:
        return {"is": "tuple", "of": [self._shape(each) for each in kind.item_types]}

    def _dict(self, kind: Any) -> Shape:
        keys, held = self._shape(kind.key_type), self._shape(kind.value_type)
        return {"is": "dict", "keys": keys, "of": held, **_bounds(kind)}

    def _enum(self, kind: Any) -> Shape:
        return {"is": "choice", "values": sorted((each.value for each in kind.cls), key=str)}

    def _literal(self, kind: Any) -> Shape:
        choice = {
            "is": "choice",
            "values": sorted((each for each in kind.values if each is not None), key=str),
        }
        return _any_of([choice, {"is": "null"}]) if None in kind.values else choice

    def _union(self, kind: Any) -> Shape:
        return _any_of([self._shape(each) for each in kind.types])

    def _value(self, kind: Any) -> Shape:
        name = f"{kind.cls.__module__}.{kind.cls.__qualname__}".removeprefix("sanjha.")
        if name not in self.values:
            self.values[name] = {}  # a type that holds itself finds its name there
            config = getattr(kind.cls, "__struct_config__", None)
            if getattr(config, "array_like", False):
                raise TypeError(f"{name} goes over the wire without the names of its fields")
            self.values[name] = {
                "fields": {field.encode_name: self._field(field) for field in kind.fields},
                **({"tag": [kind.tag_field, kind.tag]} if getattr(kind, "tag", None) is not None else {}),
                **({"leaves_out_defaults": True} if getattr(config, "omit_defaults", False) else {}),
            }
        return {"is": "value", "name": name}

    def _field(self, field: types.Field) -> Shape:
        shape = {"type": self._shape(field.type)}
        if field.required:
            return shape
        made = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        return {**shape, "default": msgspec.json.decode(msgspec.json.encode(made))}


def _any_of(options: list[Shape]) -> Shape:
    return {
        "is": "any of",
        "of": sorted(options, key=lambda option: msgspec.json.encode(option, order="sorted")),
    }


def _bounds(kind: types.Type) -> Shape:
    set_ = {name: getattr(kind, name, None) for name in BOUNDS}
    return {name: bound for name, bound in set_.items() if bound is not None}


_COMPOSED: dict[type[types.Type], Callable[[Shapes, Any], Shape]] = {
    types.StructType: Shapes._value,
    types.DataclassType: Shapes._value,
    types.UnionType: Shapes._union,
    types.EnumType: Shapes._enum,
    types.LiteralType: Shapes._literal,
    types.DictType: Shapes._dict,
    types.TupleType: Shapes._tuple,
}
