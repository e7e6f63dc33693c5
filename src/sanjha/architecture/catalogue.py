"""The catalogue of operations and events, as they are declared, with who uses them and what was counted of them."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanjha.architecture import dependencies, measured
from sanjha.architecture.measured import Counted, Figures
from sanjha.exchange.contract import GrantInForce
from sanjha.kernel import contracts, events
from sanjha.kernel.contracts import Operation
from sanjha.kernel.events import EventType
from sanjha.kernel.retirement import Retirement

NOTHING = Figures()


@dataclass(frozen=True)
class OperationLine:
    """One operation: its version, who calls it by the code, who by a grant from outside, what took its place.

    `retires` says when it ends, None where no end has been announced.
    """

    name: str
    service: str
    version: int
    words: str
    facts: tuple[str, ...]
    consumers: tuple[str, ...]
    members: tuple[str, ...]
    superseded_by: str
    retires: Retirement | None
    figures: Figures


@dataclass(frozen=True)
class EventLine:
    """One kind of event: its version, and the handlers that follow it."""

    kind: str
    service: str
    version: int
    words: str
    handlers: tuple[str, ...]
    retires: Retirement | None
    figures: Figures

    @property
    def name(self) -> str:
        return self.kind


def declared_operations() -> list[Operation]:
    """The operations of the house, without those that tests declare."""
    found = contracts.declared_operations()
    return [found[name] for name in sorted(found) if ".tests." not in found[name].stub.__module__]


def declared_events() -> list[EventType]:
    """The events of the house, without those that tests declare."""
    found = events.declared_events()
    return [found[kind] for kind in sorted(found) if ".tests." not in found[kind].cls.__module__]


def version_of(name: str) -> int:
    """3 of "people.v3/resident"."""
    return int(name.partition("/")[0].rpartition(".v")[2])


def operations(grants: Sequence[GrantInForce], counted: Counted | None = None) -> list[OperationLine]:
    """All operations by name, with their figures in what was `counted`."""
    figures = measured.of_operations(counted or {})
    declared = declared_operations()
    consumers: dict[str, set[str]] = {}
    for use in dependencies.uses():
        for name in use.operations:
            consumers.setdefault(name, set()).add(use.consumer)
    members: dict[str, set[str]] = {}
    for grant in grants:
        if "/" in grant.consumer:
            members.setdefault(grant.operation, set()).add(grant.consumer)
    newest = _newest(declared)
    return [
        OperationLine(
            name=known.name,
            service=known.service,
            version=version_of(known.name),
            words=_first_words(known.stub),
            facts=known.facts,
            consumers=tuple(sorted(consumers.get(known.name, ()))),
            members=tuple(sorted(members.get(known.name, ()))),
            superseded_by=_successor(known, newest),
            retires=known.retires,
            figures=figures.get(known.name, NOTHING),
        )
        for known in declared
    ]


def event_lines(counted: Counted | None = None) -> list[EventLine]:
    """All kinds of events by name, with their figures in what was `counted`."""
    figures = measured.of_events(counted or {})
    return [
        EventLine(
            kind=known.kind,
            service=known.kind.partition(".")[0],
            version=known.version,
            words=_first_words(known.cls),
            handlers=tuple(sorted(entry.consumer for entry in events.subscriptions_to(known.kind))),
            retires=known.retires,
            figures=figures.get(known.kind, NOTHING),
        )
        for known in declared_events()
    ]


def _newest(declared: list[Operation]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for known in declared:
        key = known.service, known.name.partition("/")[2]
        if key not in found or version_of(known.name) > version_of(found[key]):
            found[key] = known.name
    return found


def _successor(known: Operation, newest: Mapping[tuple[str, str], str]) -> str:
    """What takes its place: what its retirement names, else the newest version, "" when this is it."""
    if known.retires and known.retires.successor:
        return known.retires.successor
    found = newest[known.service, known.name.partition("/")[2]]
    return "" if found == known.name else found


def _first_words(declared: object) -> str:
    return (inspect.getdoc(declared) or "").partition("\n\n")[0].replace("\n", " ").replace("`", "")
