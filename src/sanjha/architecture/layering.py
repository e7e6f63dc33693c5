"""Rows for the graph of dependencies: whoever is asked stands below whoever asks, and long lines get a way of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sanjha.architecture.dependencies import Following, Use

SWEEPS = 4
"""How often the rows are put in order by their neighbours; after that hardly anything moves."""

Spot = str | tuple[int, int]
"""A service's code, or the place where a long line passes a row: (number of the line, row)."""


@dataclass(frozen=True)
class Edge:
    """From who asks (or follows) to who answers."""

    consumer: str
    owner: str
    is_event: bool


def edges(services: Iterable[str], uses: Iterable[Use], followings: Iterable[Following]) -> list[Edge]:
    """Calls and events between these services."""
    known = set(services)
    wanted = [Edge(use.consumer, use.owner, False) for use in uses]
    wanted += [Edge(line.consumer, line.owner, True) for line in followings]
    return [edge for edge in wanted if edge.consumer in known and edge.owner in known]


def layers(services: Sequence[str], uses: Iterable[Use]) -> list[list[str]]:
    """The services by layer, those that ask nobody last. Raises ValueError, naming them, when some ask in a circle."""
    asks: dict[str, set[str]] = {code: set() for code in services}
    for use in uses:
        if use.consumer in asks and use.owner in asks:
            asks[use.consumer].add(use.owner)
    placed: dict[str, int] = {}
    while len(placed) < len(asks):
        ready = [code for code in asks if code not in placed and asks[code] <= placed.keys()]
        if not ready:
            raise ValueError(f"these ask one another in a circle: {', '.join(sorted(asks.keys() - placed))}")
        placed |= dict.fromkeys(ready, max(placed.values(), default=-1) + 1)
    deepest = max(placed.values(), default=-1)
    return [[code for code in services if placed[code] == depth] for depth in range(deepest, -1, -1)]


def ways(rows: Sequence[Sequence[str]], found: Sequence[Edge]) -> list[list[Spot]]:
    """For each line the spots that it passes, from the upper service to the lower one."""
    depth = {code: number for number, row in enumerate(rows) for code in row}
    passed: list[list[Spot]] = []
    for number, edge in enumerate(found):
        upper, lower = sorted((edge.consumer, edge.owner), key=lambda code: depth[code])
        between: list[Spot] = [(number, row) for row in range(depth[upper] + 1, depth[lower])]
        passed.append([upper, *between, lower])
    return passed


def ordered(rows: Sequence[Sequence[str]], passed: Iterable[Sequence[Spot]]) -> list[list[Spot]]:
    """The rows with the passing lines in them, each spot near those that it is joined with: fewer lines cross."""
    found: list[list[Spot]] = [list(row) for row in rows]
    joined: dict[Spot, list[Spot]] = {}
    for way in passed:
        for spot in way[1:-1]:
            if isinstance(spot, tuple):
                found[spot[1]].append(spot)
        for one, other in pairwise(way):
            joined.setdefault(one, []).append(other)
            joined.setdefault(other, []).append(one)
    for sweep in range(SWEEPS):
        numbers = range(len(found))
        for number in numbers if sweep % 2 == 0 else reversed(numbers):
            beside = {spot: _place(place, len(row)) for row in found for place, spot in enumerate(row)}
            found[number].sort(key=lambda spot: _middle(spot, joined, beside))
    return found


def _place(number: int, count: int) -> float:
    """Where a spot stands in its row, from 0 at the left to 1 at the right."""
    return (number + 0.5) / count


def _middle(spot: Spot, joined: Mapping[Spot, list[Spot]], beside: Mapping[Spot, float]) -> float:
    near = joined.get(spot)
    return sum(beside[other] for other in near) / len(near) if near else beside[spot]
