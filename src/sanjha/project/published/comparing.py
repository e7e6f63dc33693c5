"""Whether a declaration keeps what an older one has promised, while processes of both run side by side.

Three directions, as values may travel between a process of the old version and one of the new:
arguments may come to accept more; results must stay what they are and may gain fields that have a default; so must
events, of which old ones still wait in outboxes and in the stream.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sanjha.project.published.shapes import BOUNDS, Shape

Values = Mapping[str, Shape]

RULES = {
    "field-removed": "is gone, and the other version still sends or reads it",
    "required-field-added": "is new and has no default, so the other version does not send it",
    "now-required": "must be there now, and the other version may leave it out",
    "now-optional": "may be left out now, and the other version needs it",
    "default-changed": "means something else now when it is left out",
    "type-changed": "has another type",
    "type-narrowed": "no longer takes all that it took",
    "type-widened": "may be something that the other version does not know",
    "null-refused": "may no longer be null",
    "null-added": "may be null now",
    "choice-removed": "no longer has a choice that it had",
    "choice-added": "has a choice that the other version does not know",
    "bound-narrowed": "has a narrower bound",
    "bound-changed": "has another bound",
}
_LOWEST = {"gt", "ge", "min_length"}
_GREATEST = {"lt", "le", "max_length"}


class Direction(StrEnum):
    ARGUMENTS = "arguments"
    RESULT = "result"
    EVENT = "event"


@dataclass(frozen=True)
class Break:
    """One promise that is not kept: where in the value, and which rule."""

    where: str
    rule: str
    seen: str = ""

    @property
    def words(self) -> str:
        return RULES[self.rule] + (f" ({self.seen})" if self.seen else "")


class Comparison:
    """Of an old record's shapes with the new one's, in one direction."""

    def __init__(self, direction: Direction, old: Values, new: Values) -> None:
        self._may_accept_more = direction is Direction.ARGUMENTS
        self._old = old
        self._new = new

    def breaks(self, old: Shape, new: Shape, where: str = "") -> Iterator[Break]:
        """What the new shape of a value does not keep of the old one."""
        yield from self._kinds(old, new, where, ())

    def field_breaks(self, old: Mapping[str, Shape], new: Mapping[str, Shape]) -> Iterator[Break]:
        """The same for the arguments of an operation, or the fields of an event: sent one by one, as they are given."""
        yield from self._fields(old, new, "", (), may_be_left_out=False)

    def _fields(
        self,
        old: Mapping[str, Shape],
        new: Mapping[str, Shape],
        where: str,
        path: tuple[tuple[str, str], ...],
        *,
        may_be_left_out: bool,
    ) -> Iterator[Break]:
        for name, was in old.items():
            here = f"{where}.{name}".lstrip(".")
            if name not in new:
                yield Break(here, "field-removed")
                continue
            now = new[name]
            if "default" in was and "default" not in now:
                yield Break(here, "now-required")
            elif "default" not in was and "default" in now:
                if may_be_left_out:
                    yield Break(here, "now-optional")
            elif was.get("default") != now.get("default"):
                yield Break(here, "default-changed", f"{was['default']!r}, now {now['default']!r}")
            yield from self._kinds(was["type"], now["type"], here, path)
        for name in new.keys() - old.keys():
            if "default" not in new[name]:
                yield Break(f"{where}.{name}".lstrip("."), "required-field-added")

    def _kinds(
        self, old: Shape, new: Shape, where: str, path: tuple[tuple[str, str], ...]
    ) -> Iterator[Break]:
        before, now = _options(old), _options(new)
        nullable = [any(option["is"] == "null" for option in options) for options in (before, now)]
        if nullable == [True, False]:
            yield Break(where, "null-refused")
        elif nullable == [False, True] and not self._may_accept_more:
            yield Break(where, "null-added")
        before, now = ([each for each in options if each["is"] != "null"] for options in (before, now))
        if len(before) == len(now) == 1:
            yield from self._one(before[0], now[0], where, path)
            return
        if any(not any(self._fits(one, other, path) for other in now) for one in before):
            yield Break(where, "type-narrowed")
        elif not self._may_accept_more and any(
            not any(self._fits(one, other, path) for one in before) for other in now
        ):
            yield Break(where, "type-widened")

    def _fits(self, old: Shape, new: Shape, path: tuple[tuple[str, str], ...]) -> bool:
        return next(self._one(old, new, "", path), None) is None

    def _one(self, old: Shape, new: Shape, where: str, path: tuple[tuple[str, str], ...]) -> Iterator[Break]:
        if old["is"] != new["is"]:
            yield Break(where, "type-changed", f"{old['is']}, now {new['is']}")
            return
        yield from self._bounds(old, new, where)
        match old["is"]:
            case "value":
                yield from self._values(old["name"], new["name"], where, path)
            case "choice":
                yield from self._choices(old["values"], new["values"], where)
            case "list" | "set":
                yield from self._kinds(old["of"], new["of"], f"{where}[]", path)
            case "dict":
                yield from self._kinds(old["keys"], new["keys"], f"{where}{{key}}", path)
                yield from self._kinds(old["of"], new["of"], f"{where}{{}}", path)
            case "tuple":
                yield from self._tuples(old["of"], new["of"], where, path)

    def _values(self, old: str, new: str, where: str, path: tuple[tuple[str, str], ...]) -> Iterator[Break]:
        if (old, new) in path:
            return  # the type holds itself: it is being compared further up
        was, now = self._old[old], self._new[new]
        if was.get("tag") != now.get("tag"):
            yield Break(where, "type-changed", "another tag")
        # Arguments leave out what has its default (so that an older provider need not know of it), as do some values.
        may_be_left_out = self._may_accept_more or bool(now.get("leaves_out_defaults"))
        yield from self._fields(
            was["fields"], now["fields"], where, (*path, (old, new)), may_be_left_out=may_be_left_out
        )

    def _choices(self, old: list[object], new: list[object], where: str) -> Iterator[Break]:
        if gone := [each for each in old if each not in new]:
            yield Break(where, "choice-removed", ", ".join(map(str, gone)))
        added = [each for each in new if each not in old]
        if added and not self._may_accept_more:
            yield Break(where, "choice-added", ", ".join(map(str, added)))

    def _tuples(
        self, old: list[Shape], new: list[Shape], where: str, path: tuple[tuple[str, str], ...]
    ) -> Iterator[Break]:
        if len(old) != len(new):
            yield Break(where, "type-changed", f"{len(old)} items, now {len(new)}")
            return
        for number, (was, now) in enumerate(zip(old, new, strict=True)):
            yield from self._kinds(was, now, f"{where}[{number}]", path)

    def _bounds(self, old: Shape, new: Shape, where: str) -> Iterator[Break]:
        for name in BOUNDS:
            was, now = old.get(name), new.get(name)
            if was == now:
                continue
            said = f"{name} {was}, now {now}"
            if not self._may_accept_more:
                yield Break(where, "bound-changed", said)
            elif not _accepts_as_much(name, was, now):
                yield Break(where, "bound-narrowed", said)


def _options(shape: Shape) -> list[Shape]:
    return list(shape["of"]) if shape["is"] == "any of" else [shape]


def _accepts_as_much(name: str, was: float | None, now: float | None) -> bool:
    if now is None:
        return True
    if was is None:
        return False
    return (name in _LOWEST and now < was) or (name in _GREATEST and now > was)
