"""The kinds of values an expression can have, known before any value is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A translated value speaks English, Punjabi and Hindi; `nothing` is the written none."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "yes/no"
    DATE = "date"
    TRANSLATED = "translated text"
    RECORD = "group"
    TABLE = "table"
    NOTHING = "none"


@dataclass(frozen=True)
class Type:
    """`fields` of a record; `item` of a table or list; `options` a text can only be one of, where they are known.

    `later` names fields that exist but are asked further down: a better message than "unknown".
    """

    kind: Kind
    fields: Mapping[str, Type] = field(default_factory=dict)
    item: Type | None = None
    options: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.kind.value


NUMBER = Type(Kind.NUMBER)
TEXT = Type(Kind.TEXT)
BOOLEAN = Type(Kind.BOOLEAN)
DATE = Type(Kind.DATE)
TRANSLATED = Type(Kind.TRANSLATED)
NOTHING = Type(Kind.NOTHING)


def record(fields: Mapping[str, Type], later: frozenset[str] = frozenset()) -> Type:
    """A group with these fields."""
    return Type(Kind.RECORD, fields=fields, later=later)


def table(item: Type) -> Type:
    """Rows of that record, or a list of that kind."""
    return Type(Kind.TABLE, item=item)


def choice(options: frozenset[str]) -> Type:
    """A text that is one of the options."""
    return Type(Kind.TEXT, options=options)


@dataclass(frozen=True)
class Names:
    """The names in sight, innermost first: a row sees its own fields, then those around it."""

    own: Type
    outer: Names | None = None

    def find(self, name: str) -> Type | None:
        """The type of a name, or None."""
        if name in self.own.fields:
            return self.own.fields[name]
        return self.outer.find(name) if self.outer else None

    def comes_later(self, name: str) -> bool:
        """Whether a name is only asked further down."""
        return name in self.own.later or (self.outer is not None and self.outer.comes_later(name))

    def all(self) -> frozenset[str]:
        """Every name in sight."""
        return frozenset(self.own.fields) | (self.outer.all() if self.outer else frozenset())

    def inside(self, own: Type) -> Names:
        """The view from within a group or row."""
        return Names(own, self)
