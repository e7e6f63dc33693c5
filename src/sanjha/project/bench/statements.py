"""The SQL of one request, captured as it is sent, and replayed by pgbench with other ids."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

SPAN = 8
"""Digits that tell one replay from another in a text that must be unique."""

_NAMED = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Statement:
    """One statement with its parameters in order, whether it ran inside a transaction, and how long it took."""

    text: str
    parameters: tuple[Any, ...]
    in_transaction: bool
    seconds: float


@contextmanager
def captured() -> Iterator[list[Statement]]:
    """Collect every statement that this thread's connection sends."""
    found: list[Statement] = []

    def note(execute: Callable[..., Any], text: str, parameters: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(text, parameters, many, context)
        finally:
            took = time.perf_counter() - begun
            found.append(Statement(*_in_order(text, parameters), connection.in_atomic_block, took))

    with connection.execute_wrapper(note):
        yield found


def _in_order(text: str, parameters: Any) -> tuple[str, tuple[Any, ...]]:
    if isinstance(parameters, dict):
        names = _NAMED.findall(text)
        return _NAMED.sub("%s", text), tuple(parameters[name] for name in names)
    return text, tuple(parameters or ())


def pgbench_script(one: Sequence[Statement], other: Sequence[Statement]) -> tuple[str, dict[UUID, str]]:
    """A script that sends the statements of `one`, each time with other ids and numbers; and the heads of those ids.

    What differs between two requests of the same kind is what must differ between replays: ids become ids made of the
    replay's number, short texts get it into the place where they differ, long ones stay as they were.
    """
    if [statement.text for statement in one] != [statement.text for statement in other]:
        raise ValueError("the two requests did not send the same statements")
    ids: dict[UUID, str] = {}
    lines = ["\\set i :i + 1", "\\set n :client_id * 1000000 + :i"]
    inside = False
    for ours, theirs in zip(one, other, strict=True):
        if ours.in_transaction != inside:
            lines.append("BEGIN;" if ours.in_transaction else "COMMIT;")
            inside = ours.in_transaction
        values = [_expression(a, b, ids) for a, b in zip(ours.parameters, theirs.parameters, strict=True)]
        text = ours.text.replace("%s", "\0").replace("%%", "%")
        for value in values:
            text = text.replace("\0", value, 1)
        lines.append(text.replace("\n", " ") + ";")
    if inside:
        lines.append("COMMIT;")
    return "\n".join(lines) + "\n", ids


def _expression(ours: Any, theirs: Any, ids: dict[UUID, str]) -> str:
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        inner = [_expression(a, b, ids) for a, b in zip(ours, theirs, strict=True)]
        return f"ARRAY[{', '.join(inner)}]" if inner else _literal(ours)
    if ours == theirs:
        return _literal(ours)
    as_id = _uuid(ours)
    if as_id is not None:
        # A fixed head tells the ids of one replay apart, the tail is the number of the replay.
        head = ids.setdefault(as_id, f"{len(ids) + 1:08x}-0000-7000-8000-")
        made = f"('{head}' || lpad(:n::text, 12, '0'))"
        return f"{made}::uuid" if isinstance(ours, UUID) else made
    if isinstance(ours, str) and isinstance(theirs, str) and len(ours) <= 120:
        return _unique_text(ours, theirs)
    return _literal(ours)


def _unique_text(ours: str, theirs: str) -> str:
    """The text with the replay's number in the place where it differs from the other one."""
    pairs = list(zip(ours, theirs, strict=False))
    differs = [place for place, (a, b) in enumerate(pairs) if a != b] or [len(pairs) - 1]
    end = differs[-1] + 1
    start = max(0, min(differs[0], end - SPAN))
    width = min(end - start, 12)
    head, tail = ours[:start], ours[start + width :]
    return f"({_literal(head)} || lpad(:n::text, {width}, '0') || {_literal(tail)})"


def _uuid(value: Any) -> UUID | None:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and len(value) == 36:
        try:
            return UUID(value)
        except ValueError:
            return None
    return None


def _literal(value: Any) -> str:
    return sql.Literal(value).as_string(connection.connection)
