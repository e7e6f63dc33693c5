"""The drawing of the graph of dependencies: boxes in rows, lines that pass no box but those that they join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanjha.architecture.dependencies import Following, Use
from sanjha.architecture.inventory import title_of
from sanjha.architecture.layering import Edge, Spot, edges, layers, ordered, ways
from sanjha.kernel.text import Text

WIDTH, HEIGHT = 216, 48
PASSAGE = 14
GAP_ACROSS, GAP_DOWN, MARGIN = 26, 66, 12

Point = tuple[int, int]


@dataclass(frozen=True)
class Node:
    """A service's box; `x` and `y` are its upper left corner, in units of the drawing."""

    code: str
    title: Text
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def title_y(self) -> int:
        return self.y + 21

    @property
    def code_y(self) -> int:
        return self.y + 38


@dataclass(frozen=True)
class Line:
    """From who asks (or follows) to who answers; `path` is the data of an SVG path."""

    consumer: str
    owner: str
    path: str
    is_event: bool


@dataclass(frozen=True)
class Graph:
    """The drawing and its size."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = HEIGHT


def graph(services: Sequence[str], uses: Sequence[Use], followings: Sequence[Following]) -> Graph:
    """The services as boxes, calls as full lines, events as broken ones."""
    rows = layers(services, uses)
    found = edges(services, uses, followings)
    passed = ways(rows, found)
    placed = ordered(rows, passed)
    width = max((_width_of(row) for row in placed), default=0) + 2 * MARGIN
    corners = _corners(placed, width)
    nodes = tuple(Node(code, title_of(code), *corners[code]) for row in rows for code in row)
    height = 2 * MARGIN + len(rows) * HEIGHT + max(len(rows) - 1, 0) * GAP_DOWN
    return Graph(nodes, tuple(_lines(found, passed, corners)), width, height)


def _size(spot: Spot) -> int:
    return WIDTH if isinstance(spot, str) else PASSAGE


def _width_of(row: Sequence[Spot]) -> int:
    return sum(map(_size, row)) + GAP_ACROSS * max(len(row) - 1, 0)


def _corners(rows: Sequence[Sequence[Spot]], width: int) -> dict[Spot, Point]:
    """The upper left corner of every spot; each row stands in the middle."""
    corners: dict[Spot, Point] = {}
    for depth, row in enumerate(rows):
        x = (width - _width_of(row)) // 2
        for spot in row:
            corners[spot] = x, MARGIN + depth * (HEIGHT + GAP_DOWN)
            x += _size(spot) + GAP_ACROSS
    return corners


def _lines(
    found: Sequence[Edge], passed: Sequence[Sequence[Spot]], corners: Mapping[Spot, Point]
) -> list[Line]:
    feet = _ports(passed, corners, first=True)
    heads = _ports(passed, corners, first=False)
    lines = []
    for number, (edge, way) in enumerate(zip(found, passed, strict=True)):
        points: list[Point] = [(feet[number], corners[way[0]][1] + HEIGHT)]
        for spot in way[1:-1]:
            x, y = corners[spot]
            points += [(x + PASSAGE // 2, y), (x + PASSAGE // 2, y + HEIGHT)]
        points.append((heads[number], corners[way[-1]][1]))
        if way[0] != edge.consumer:
            points.reverse()
        lines.append(Line(edge.consumer, edge.owner, _path(points), edge.is_event))
    return lines


def _ports(passed: Sequence[Sequence[Spot]], corners: Mapping[Spot, Point], *, first: bool) -> dict[int, int]:
    """Where each line leaves its upper box (`first`) or meets its lower one, spread over the edge so that none lie on others."""
    end, next_to_it = (0, 1) if first else (-1, -2)
    at: dict[Spot, list[int]] = {}
    for number, way in enumerate(passed):
        at.setdefault(way[end], []).append(number)
    ports = {}
    for spot, numbers in at.items():
        numbers.sort(key=lambda number: corners[passed[number][next_to_it]][0])
        for place, number in enumerate(numbers, start=1):
            ports[number] = corners[spot][0] + WIDTH * place // (len(numbers) + 1)
    return ports


def _path(points: Sequence[Point]) -> str:
    """Bows between rows, straight lines through them."""
    (x, y), *rest = points
    parts = [f"M{x} {y}"]
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2 == 0:
            bend = (to_y - y) // 2
            parts.append(f"C{x} {y + bend} {to_x} {to_y - bend} {to_x} {to_y}")
        else:
            parts.append(f"L{to_x} {to_y}")
        x, y = to_x, to_y
    return " ".join(parts)
