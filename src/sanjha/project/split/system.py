"""A split system: its store, its bus, and two processes for each unit, brought up in order and kept up."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from sanjha.project.failure import Failure
from sanjha.project.nats import Node, plan_nodes
from sanjha.project.split import units as laying
from sanjha.project.split.units import Groups, Unit
from sanjha.project.store import PrivateStore
from sanjha.project.supervisor import Child, Household
from sanjha.project.upkeep import answers, mend

SANJHA = (sys.executable, "-m", "sanjha.project")
READY_SECONDS = 180.0
AT_A_TIME = max(2, os.cpu_count() or 2)
Say = Callable[[str], None]


@dataclass
class Split:
    """What runs: the units in the order of their preparation; their processes and the bus's by name ("people-web")."""

    home: Path
    base: str
    units: Sequence[Unit]
    private: PrivateStore
    household: Household
    children: dict[str, Child]
    monitors: Sequence[str]
    """Where the servers of the bus tell of themselves."""

    def settings(self, unit: Unit, bus: str) -> dict[str, str]:
        return laying.settings_of(unit, self.units, home=self.home, bus=bus)

    def file_of(self, unit: Unit) -> Path:
        """Its settings, to be used by hand or by systemd."""
        return self.home / "units" / f"{unit.name}.env"

    def environment(self, unit: Unit) -> dict[str, str]:
        """For a command in the unit's place."""
        lines = self.file_of(unit).read_text().splitlines()
        given = dict(line.split("=", 1) for line in lines)
        return laying.environment_of({name: value.strip('"') for name, value in given.items()})

    def keep(self, say: Say) -> None:
        """Until told to stop, start again what ends, the store included. Raises Failure if that does not help."""
        self.household.keep(also=lambda: mend(self.private, say))


@contextmanager
def split_system(
    home: Path,
    *,
    groups: Groups,
    port: int,
    stop: threading.Event,
    say: Say,
    nodes: int = 1,
    most_restarts: int = 3,
    durable: bool = True,
) -> Iterator[Split]:
    """Everything is up and prepared inside; events go over so many servers of NATS (one or three). Raises Failure."""
    with ExitStack() as opened:
        private = opened.enter_context(PrivateStore(home, durable=durable).open())
        servers = plan_nodes(home / "nats", nodes)
        units = laying.lay_out(home, groups, port=port, store=private.conninfo)
        front = next(unit for unit in units if laying.FRONT in unit.services)
        children = {child.name: child for child in _bus(home, servers, most_restarts)}
        household = Household(list(children.values()), stop=stop, say=say)
        split = Split(
            home, front.address, units, private, household, children, [server.monitor for server in servers]
        )
        laying.make_databases(units, private.conninfo)
        laying.introduce(units, home / "units" / "peers")
        bus = ",".join(server.address for server in servers)
        for unit in units:
            laying.write_settings(split.settings(unit, bus), split.file_of(unit))
        opened.enter_context(household)
        _in_every_unit(split, ("migrate",), "tables", stop, say, AT_A_TIME)
        webs, workers = (list(_processes(split, kind, most_restarts)) for kind in ("web", "worker"))
        children |= {child.name: child for child in (*webs, *workers)}
        household.add(webs)
        household.wait_until(
            lambda: all(answers(unit.address) for unit in units) and all(server.is_up for server in servers),
            seconds=READY_SECONDS,
        )
        _in_every_unit(split, ("load", "demo"), "demonstration", stop, say, 1)
        household.add(workers)
        household.wait_until(lambda: _know_the_same_grants(units), seconds=READY_SECONDS)
        yield split


def _bus(home: Path, servers: Sequence[Node], most_restarts: int) -> Iterator[Child]:
    for server in servers:
        yield Child(
            server.name,
            server.command(servers),
            home / "logs" / f"{server.name}.log",
            most_restarts=most_restarts,
        )


def _processes(split: Split, kind: str, most_restarts: int) -> Iterator[Child]:
    """The web server or the worker of each unit."""
    for unit in split.units:
        serve = ("serve", "--port", str(unit.port), "--services", ",".join(unit.services), "--workers", "1")
        yield Child(
            f"{unit.name}-{kind}",
            [*SANJHA, *(serve if kind == "web" else ("worker",))],
            split.home / "logs" / f"{unit.name}-{kind}.log",
            split.environment(unit),
            most_restarts,
        )


def _in_every_unit(
    split: Split, command: Sequence[str], what: str, stop: threading.Event, say: Say, at_a_time: int
) -> None:
    """Run a command in each unit's place, a few at a time, in their order. Raises Failure when one fails."""
    waiting = [
        Child(
            f"{unit.name}, {what}",
            [*SANJHA, *command],
            split.home / "logs" / f"{unit.name}-{command[0]}.log",
            split.environment(unit),
        )
        for unit in split.units
    ]
    running: list[Child] = []
    while (waiting or running) and not stop.is_set():
        while waiting and len(running) < at_a_time:
            running.append(waiting.pop(0))
            say(f"{running[-1].name} ...")
            running[-1].start()
        for child in [child for child in running if child.has_ended()]:
            running.remove(child)
            if child.has_failed():
                raise Failure(child.how_it_ended())
        stop.wait(0.05)
    for child in running:
        child.stop()


def _know_the_same_grants(units: Sequence[Unit]) -> bool:
    """Whether the door of every unit has learned, by events, what the exchange has granted."""
    known = set()
    for unit in units:
        with psycopg.connect(unit.database) as connection:
            known.add(connection.execute("SELECT count(*) FROM exchange_grant").fetchone())
    return len(known) == 1
