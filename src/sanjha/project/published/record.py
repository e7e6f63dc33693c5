"""The record of everything published, and what the running declarations do not keep of it.

The file stands beside this module and is written by `sanjha contracts publish` alone; a release carries it, so that the next
one, or an administrator before an upgrade, can compare.
"""

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from sanjha.kernel import clock, errors, wire
from sanjha.kernel.contracts import Operation, declared_operations
from sanjha.kernel.events import EventType, declared_events
from sanjha.kernel.retirement import Retirement
from sanjha.project.published.comparing import Comparison, Direction
from sanjha.project.published.shapes import Shape, Shapes

_LINE = 100
FILE = Path(__file__).with_name("contracts.json")

OWN_RULES = {
    "removed": "is gone, and was not announced to end by today",
    "ends-earlier": "ends earlier than was announced",
    "facts-changed": "yields other facts: grants were given for those it yielded",
    "version-changed": "carries another version: a later version is declared beside the earlier one",
    "no-successor": "names a successor that is not declared",
}
_ERRORS = {known.__name__ for known in vars(errors).values() if inspect.isclass(known)} - {"FieldError"}


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that others may rely on; `values` are the composed types by name, `envelope` what each call is sent in."""

    operations: dict[str, Shape]
    events: dict[str, Shape]
    envelope: dict[str, Shape]
    values: dict[str, Shape]


@dataclass(frozen=True)
class Fault:
    """One promise that is not kept: by which operation or event, in which direction, where, by which rule."""

    of: str
    direction: str
    where: str
    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.of}: {' '.join(filter(None, (self.direction, self.where)))} {self.words} [{self.rule}]"


def running() -> Record:
    """The record of what the code declares now."""
    shapes = Shapes()
    ours = {
        name: known for name, known in declared_operations().items() if is_published(known.stub.__module__)
    }
    kinds = {kind: known for kind, known in declared_events().items() if is_published(known.cls.__module__)}
    return Record(
        operations={name: _operation(shapes, ours[name]) for name in sorted(ours)},
        events={kind: _event(shapes, kinds[kind]) for kind in sorted(kinds)},
        envelope={"call": shapes.of(wire.Call), "problem": shapes.of(wire.Problem)},
        values=dict(sorted(shapes.values.items())),
    )


def recorded(file: Path = FILE) -> Record:
    """Raises msgspec.ValidationError or FileNotFoundError when the file is no record."""
    return msgspec.json.decode(file.read_bytes(), type=Record)


def written(record: Record) -> bytes:
    """The file's content: sorted, what is short in one line, so that a review shows what was published."""
    return (_lines(msgspec.to_builtins(record), "") + "\n").encode()


def faults(old: Record, new: Record, *, today: date | None = None) -> list[Fault]:
    """What the new declarations do not keep of the old ones. Nothing means that both may run side by side."""
    found = [*_operation_faults(old, new), *_event_faults(old, new), *_envelope_faults(old, new)]
    for direction, was, now in (
        ("operation", old.operations, new.operations),
        ("event", old.events, new.events),
    ):
        found += _life_faults(direction, was, now, today or clock.today())
    return sorted(found, key=lambda fault: (fault.of, fault.direction, fault.where, fault.rule))


def unpublished(old: Record, new: Record) -> list[str]:
    """Operations, events and values that are not as the record has them."""
    parts = ((old.operations, new.operations), (old.events, new.events), (old.envelope, new.envelope))
    pairs = [*parts, (old.values, new.values)]
    return sorted(
        name for was, now in pairs for name in was.keys() | now.keys() if was.get(name) != now.get(name)
    )


def _lines(plain: Any, indent: str) -> str:
    short = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    if len(short) <= _LINE or not isinstance(plain, dict):
        return short
    inner = f"{indent} "
    parts = (
        f"{inner}{json.dumps(name, ensure_ascii=False)}: {_lines(plain[name], inner)}"
        for name in sorted(plain)
    )
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def _operation(shapes: Shapes, known: Operation) -> Shape:
    words = inspect.getdoc(known.stub) or ""
    return {
        "arguments": shapes.fields_of(wire.arguments_type(known.stub)),
        "result": shapes.of(wire.result_type(known.stub)),
        "facts": sorted(known.facts),
        "errors": sorted(_ERRORS & set(re.findall(r"\b[A-Z]\w+\b", words))),
        **_life(known.retires),
    }


def _event(shapes: Shapes, known: EventType) -> Shape:
    return {"version": known.version, "fields": shapes.fields_of(known.cls), **_life(known.retires)}


def _life(retires: Retirement | None) -> Shape:
    plain: dict[str, Any] = msgspec.to_builtins(asdict(retires)) if retires else {}
    return {"retires": plain} if plain else {}


def _operation_faults(old: Record, new: Record) -> Iterator[Fault]:
    ingoing = Comparison(Direction.ARGUMENTS, old.values, new.values)
    outgoing = Comparison(Direction.RESULT, old.values, new.values)
    for name in sorted(old.operations.keys() & new.operations.keys()):
        was, now = old.operations[name], new.operations[name]
        for broken in ingoing.field_breaks(was["arguments"], now["arguments"]):
            yield Fault(name, Direction.ARGUMENTS, broken.where, broken.rule, broken.words)
        for broken in outgoing.breaks(was["result"], now["result"]):
            yield Fault(name, Direction.RESULT, broken.where, broken.rule, broken.words)
        if was["facts"] != now["facts"]:
            yield _own(name, "operation", "facts-changed")


def _event_faults(old: Record, new: Record) -> Iterator[Fault]:
    comparison = Comparison(Direction.EVENT, old.values, new.values)
    for kind in sorted(old.events.keys() & new.events.keys()):
        was, now = old.events[kind], new.events[kind]
        if was["version"] != now["version"]:
            yield _own(kind, "event", "version-changed")
        for broken in comparison.field_breaks(was["fields"], now["fields"]):
            yield Fault(kind, Direction.EVENT, broken.where, broken.rule, broken.words)


def _envelope_faults(old: Record, new: Record) -> Iterator[Fault]:
    comparison = Comparison(Direction.RESULT, old.values, new.values)
    for name in sorted(old.envelope):
        for broken in comparison.breaks(old.envelope[name], new.envelope[name]):
            yield Fault(f"every {name}", "envelope", broken.where, broken.rule, broken.words)


def _life_faults(
    direction: str, old: dict[str, Shape], new: dict[str, Shape], today: date
) -> Iterator[Fault]:
    for name, was in old.items():
        ends = date.fromisoformat(was["retires"]["ends"]) if "retires" in was else None
        if name not in new:
            if ends is None or today < ends:
                yield _own(name, direction, "removed")
        elif ends and "retires" in new[name] and date.fromisoformat(new[name]["retires"]["ends"]) < ends:
            yield _own(name, direction, "ends-earlier")
    for name, now in new.items():
        successor = now.get("retires", {}).get("successor")
        if successor and successor not in new:
            yield _own(name, direction, "no-successor")


def _own(of: str, direction: str, rule: str) -> Fault:
    return Fault(of, direction, "", rule, OWN_RULES[rule])


def is_published(module: str) -> bool:
    """Tests and measurements declare for themselves alone."""
    return ".tests." not in f"{module}." and not module.startswith("sanjha.project.")
