"""The units' databases, looked into from outside: what was kept, where, and how often."""

import json
import subprocess
import time
from collections.abc import Callable
from typing import Any

import psycopg

from sanjha.kernel import events
from sanjha.project.split.system import SANJHA, Split
from sanjha.project.split.units import Unit


def rows(split: Split, unit: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The answer of one unit's database."""
    database = next(each.database for each in split.units if each.name == unit)
    with psycopg.connect(database, autocommit=True) as connection:
        return connection.execute(query, values).fetchall()  # type: ignore[arg-type]


def count(split: Split, unit: str, query: str, *values: Any) -> int:
    """The first figure of the answer."""
    return int(rows(split, unit, query, *values)[0][0])


def tables(split: Split, unit: str) -> set[str]:
    found = rows(split, unit, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name for (name,) in found}


def undelivered(split: Split) -> dict[str, int]:
    """Events that still wait or were given up, by unit; units without any are left out."""
    query = (
        "SELECT (SELECT count(*) FROM kernel_outboxevent WHERE delivered_at IS NULL)"
        " + (SELECT count(*) FROM kernel_deadletter WHERE settled_at IS NULL)"
    )
    waiting = {unit.name: count(split, unit.name, query) for unit in split.units}
    return {name: number for name, number in waiting.items() if number}


def unfinished_jobs(split: Split) -> dict[str, int]:
    """Jobs that wait, run or have failed, by unit, without those of the clock that are due later."""
    query = (
        "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')"
        " AND queue_name <> 'housekeeping'"
    )
    waiting = {unit.name: count(split, unit.name, query) for unit in split.units}
    return {name: number for name, number in waiting.items() if number}


def effects(split: Split) -> set[tuple[str, str, Any]]:
    """(unit, consumer, event) of everything that was handled; the database holds each once."""
    query = "SELECT consumer, event_id FROM kernel_inboxevent"
    return {
        (unit.name, consumer, event)
        for unit in split.units
        for consumer, event in rows(split, unit.name, query)
    }


def due_effects(split: Split) -> set[tuple[str, str, Any]]:
    """What must have been handled: every event that any unit has sent, by each that follows its kind."""
    everywhere = [unit.name for unit in split.units]
    home_of = {service: [unit.name] for unit in split.units for service in unit.services}
    return {
        (unit, follower.consumer, event)
        for sender in split.units
        for event, kind in rows(split, sender.name, "SELECT id, kind FROM kernel_outboxevent")
        for follower in events.subscriptions_to(kind)
        for unit in home_of.get(follower.consumer.partition(".")[0], everywhere)
    }


def is_settled(split: Split) -> bool:
    """Nothing is on its way: no event in an outbox or in the stream, no job. Looked at twice, for one may cause another."""
    return all(
        not undelivered(split) and due_effects(split) == effects(split) and not unfinished_jobs(split)
        for _look in range(2)
    )


def audit_findings(split: Split, unit: Unit) -> list[Any]:
    """What `sanjha audit verify` finds in the unit's place."""
    ran = subprocess.run(
        [*SANJHA, "audit", "verify", "--json"],
        env=split.environment(unit),
        capture_output=True,
        text=True,
        check=False,
    )
    found: list[Any] = json.loads(ran.stdout)["findings"] if ran.stdout else [ran.stderr]
    return found


def wait_until(holds: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Raises AssertionError when it does not come true in that time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not so after {seconds:.0f} seconds"
        time.sleep(0.2)
