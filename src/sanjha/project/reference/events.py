"""The page of events."""

import dataclasses
import typing
from collections.abc import Iterator
from itertools import groupby

from sanjha.kernel.events import EventType, declared_events, subscriptions_to
from sanjha.project.reference.words import ending, first_words, is_of_tests, type_name


def events() -> Iterator[str]:
    """Every declared event with its fields and who handles it."""
    yield "# Events\n"
    yield "What happened, as each service announces it: delivered at least once, acted on once by each consumer.\n"
    ours = [known for _kind, known in sorted(declared_events().items()) if not is_of_tests(known.cls)]
    for service, group in groupby(ours, key=lambda known: known.kind.partition(".")[0]):
        yield f"## {service}\n"
        for known in group:
            yield from _event(known)


def _event(known: EventType) -> Iterator[str]:
    yield f"### {known.kind} (version {known.version})\n"
    yield first_words(known.cls.__doc__) + "\n"
    if known.before:
        yield f"Told beside {known.before.kind}, as long as that is there.\n"
    if known.retires:
        yield ending(known.retires) + "\n"
    yield "| field | type |\n|---|---|"
    hints = typing.get_type_hints(known.cls)
    for field in dataclasses.fields(known.cls):
        yield f"| `{field.name}` | `{type_name(hints[field.name]).replace(' | ', ' or ')}` |"
    handlers = [entry for entry in subscriptions_to(known.kind) if not is_of_tests(entry.handler)]
    consumers = ", ".join(sorted(f"`{entry.consumer}`" for entry in handlers))
    yield f"\nHandled by: {consumers or 'nobody yet'}.\n"
