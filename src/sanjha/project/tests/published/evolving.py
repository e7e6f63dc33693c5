"""Types that hypothesis makes up, values of them, and the changes that a type may undergo from one version to the next.

A sketch is a type in plain tuples and dictionaries, so that it can be changed; `built` makes the Python type of it.
"""

import dataclasses
import itertools
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from sanjha.kernel.contracts import Struct

PLAIN = {
    "text": (str, st.text(max_size=5)),
    "int": (int, st.integers(-(2**40), 2**40)),
    "bool": (bool, st.booleans()),
    "uuid": (UUID, st.uuids()),
    "date": (date, st.dates()),
    "decimal": (Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=2)),
    "bytes": (bytes, st.binary(max_size=4)),
}
CHOICES = ["A", "B", "C", "D"]
_numbers = itertools.count()


@dataclass
class Sketch:
    """One type: `kind` plain by name, or bounded, choice, list, map, maybe, struct."""

    kind: str
    of: "Sketch | None" = None
    fields: dict[str, "Sketch"] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)
    bounds: tuple[int, int] = (0, 0)
    default: Any = msgspec.NODEFAULT
    """As a field of a struct: what it is when left out."""


@st.composite
def sketches(draw, depth=2):
    """A type, at most so deep."""
    deeper = ["list", "map", "maybe", "struct"] if depth else []
    kind = draw(st.sampled_from([*PLAIN, "bounded", "choice", *deeper]))
    sketch = Sketch(kind)
    if kind in {"list", "map", "maybe"}:
        sketch.of = draw(sketches(depth=depth - 1).filter(lambda inner: inner.kind != "maybe"))
    elif kind == "struct":
        sketch = draw(structs(depth=depth - 1))
    elif kind == "choice":
        sketch.choices = draw(st.lists(st.sampled_from(CHOICES), min_size=2, max_size=3, unique=True))
    elif kind == "bounded":
        sketch.bounds = (draw(st.integers(-5, 0)), draw(st.integers(1, 5)))
    return sketch


@st.composite
def structs(draw, depth=2):
    names = draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True))
    fields = {}
    for name in names:
        fields[name] = inner = draw(sketches(depth=depth))
        if inner.kind in PLAIN and draw(st.booleans()):
            inner.default = draw(PLAIN[inner.kind][1])
    return Sketch("struct", fields=fields)


def built(sketch):
    """The Python type."""
    match sketch.kind:
        case "list":
            return list[built(sketch.of)]
        case "map":
            return dict[str, built(sketch.of)]
        case "maybe":
            return built(sketch.of) | None
        case "choice":
            return Literal[tuple(sketch.choices)]
        case "bounded":
            low, high = sketch.bounds
            return Annotated[int, msgspec.Meta(ge=low, le=high)]
        case "struct":
            return struct_of(sketch, bases=(Struct,))
        case plain:
            return PLAIN[plain][0]


def struct_of(sketch, **more):
    fields = [
        (name, built(inner)) if inner.default is msgspec.NODEFAULT else (name, built(inner), inner.default)
        for name, inner in sketch.fields.items()
    ]
    return msgspec.defstruct(f"Made{next(_numbers)}", fields, kw_only=True, frozen=True, **more)


def event_of(sketch):
    """The struct as the frozen dataclass that an event is."""
    fields = [
        (name, built(inner))
        if inner.default is msgspec.NODEFAULT
        else (name, built(inner), dataclasses.field(default=inner.default))
        for name, inner in sketch.fields.items()
    ]
    return dataclasses.make_dataclass(f"Made{next(_numbers)}", fields, frozen=True, kw_only=True)


def values(sketch):
    """Values in plain form: a struct as a dictionary, in which what has a default may lack."""
    match sketch.kind:
        case "list":
            return st.lists(values(sketch.of), max_size=2)
        case "map":
            return st.dictionaries(st.text("xyz", min_size=1, max_size=2), values(sketch.of), max_size=2)
        case "maybe":
            return st.none() | values(sketch.of)
        case "choice":
            return st.sampled_from(sketch.choices)
        case "bounded":
            return st.integers(*sketch.bounds)
        case "struct":
            return struct_values(sketch)
        case plain:
            return PLAIN[plain][1]


def struct_values(sketch):
    must = {
        name: values(inner) for name, inner in sketch.fields.items() if inner.default is msgspec.NODEFAULT
    }
    may = {name: values(inner) for name, inner in sketch.fields.items() if name not in must}
    return st.fixed_dictionaries(must, optional=may)


def made(sketch, kind, plain):
    """The value of the Python type from its plain form."""
    match sketch.kind:
        case "struct":
            hints = {each.name: each.type for each in msgspec.structs.fields(kind)}
            given = {name: made(sketch.fields[name], hints[name], held) for name, held in plain.items()}
            return kind(**given)
        case "list":
            return [made(sketch.of, kind.__args__[0], each) for each in plain]
        case "map":
            return {key: made(sketch.of, kind.__args__[1], held) for key, held in plain.items()}
        case "maybe":
            return None if plain is None else made(sketch.of, kind.__args__[0], plain)
    return plain


def whole(sketch, plain):
    """The plain form with every default filled in."""
    match sketch.kind:
        case "struct":
            return {
                name: whole(inner, plain[name]) if name in plain else inner.default
                for name, inner in sketch.fields.items()
            }
        case "list":
            return [whole(sketch.of, each) for each in plain]
        case "map":
            return {key: whole(sketch.of, held) for key, held in plain.items()}
        case "maybe":
            return None if plain is None else whole(sketch.of, plain)
    return plain


def agree(ours, theirs):
    """Whether two whole values say the same as far as both say something."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return all(agree(ours[name], theirs[name]) for name in ours.keys() & theirs.keys())
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(agree, ours, theirs))
    return ours == theirs


def places(sketch, *, is_top=True):
    """Every struct in the type, and whether it is the outermost."""
    if sketch.kind == "struct":
        yield sketch, is_top
        for inner in sketch.fields.values():
            yield from places(inner, is_top=False)
    elif sketch.of:
        yield from places(sketch.of, is_top=False)


@st.composite
def changes(draw, sketch, kinds):
    """The type after one change of these kinds at some place; None when there is no place for it."""
    new = deepcopy(sketch)
    change = CHANGES[draw(st.sampled_from(kinds))]
    struct, is_top = draw(st.sampled_from(list(places(new))))
    name = draw(st.sampled_from(sorted(struct.fields)))
    return new if change(draw, struct, name, is_top) else None


def _add(draw, struct, _name, _is_top):
    struct.fields["new"] = Sketch("text", default=draw(st.sampled_from(["", "as before"])))
    return True


def _add_required(_draw, struct, _name, _is_top):
    struct.fields["new"] = Sketch("int")
    return True


def _remove(_draw, struct, name, _is_top):
    del struct.fields[name]
    return bool(struct.fields)


def _allow_null(_draw, struct, name, _is_top):
    was = struct.fields[name]
    if was.kind == "maybe":
        return False
    struct.fields[name] = Sketch("maybe", of=was, default=was.default)
    return True


def _refuse_null(_draw, struct, name, _is_top):
    was = struct.fields[name]
    if was.kind == "maybe":
        struct.fields[name] = was.of
    return was.kind == "maybe"


def _add_choice(_draw, struct, name, _is_top):
    was = struct.fields[name]
    more = [each for each in CHOICES if each not in was.choices][:1]
    was.choices = [*was.choices, *more]
    return was.kind == "choice" and bool(more)


def _remove_choice(_draw, struct, name, _is_top):
    had = struct.fields[name].choices
    struct.fields[name].choices = had[1:]
    return len(had) > 1


def _widen(_draw, struct, name, _is_top):
    low, high = struct.fields[name].bounds
    struct.fields[name].bounds = (low - 1, high)
    return struct.fields[name].kind == "bounded"


def _narrow(_draw, struct, name, _is_top):
    low, high = struct.fields[name].bounds
    struct.fields[name].bounds = (low, high - 1)
    return struct.fields[name].kind == "bounded" and low < high


def _other_type(draw, struct, name, _is_top):
    was = struct.fields[name].kind
    like = {was, "int"} if was == "bounded" else {was}
    struct.fields[name] = Sketch(draw(st.sampled_from([kind for kind in PLAIN if kind not in like])))
    return True


def _may_be_left_out(draw, struct, name, is_top):
    was = struct.fields[name]
    if is_top or was.kind not in PLAIN or was.default is not msgspec.NODEFAULT:
        return False
    was.default = draw(PLAIN[was.kind][1])
    return True


def _argument_may_be_left_out(draw, struct, name, is_top):
    was = struct.fields[name]
    if not is_top or was.kind not in PLAIN or was.default is not msgspec.NODEFAULT:
        return False
    was.default = draw(PLAIN[was.kind][1])
    return True


def _must_be_there(_draw, struct, name, _is_top):
    had = struct.fields[name].default is not msgspec.NODEFAULT
    struct.fields[name].default = msgspec.NODEFAULT
    return had


def _other_default(draw, struct, name, _is_top):
    was = struct.fields[name]
    if was.default is msgspec.NODEFAULT:
        return False
    was.default = draw(PLAIN[was.kind][1].filter(lambda other: other != was.default))
    return True


CHANGES = {
    change.__name__.lstrip("_"): change
    for change in (
        _add,
        _add_required,
        _remove,
        _allow_null,
        _refuse_null,
        _add_choice,
        _remove_choice,
        _widen,
        _narrow,
        _other_type,
        _may_be_left_out,
        _argument_may_be_left_out,
        _must_be_there,
        _other_default,
    )
}
ACCEPT_MORE = ["add", "allow_null", "add_choice", "widen", "argument_may_be_left_out"]
STAY_AND_GAIN = ["add", "may_be_left_out", "argument_may_be_left_out"]
