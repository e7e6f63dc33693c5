"""The drawing of the capability map: a tile for each ability of the state, with the services that carry it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanjha.kernel.text import Text

ACROSS = 3
WIDTH, GAP, MARGIN = 318, 14, 2
HEAD, LINE, FOOT = 32, 22, 10


@dataclass(frozen=True)
class Carrier:
    """A service that carries an ability, or will."""

    title: Text
    runs: bool


@dataclass(frozen=True)
class Ability:
    """One ability of the state and its carriers, those that run first."""

    title: Text
    carriers: tuple[Carrier, ...]

    @property
    def running(self) -> list[Text]:
        return [each.title for each in self.carriers if each.runs]

    @property
    def planned(self) -> list[Text]:
        return [each.title for each in self.carriers if not each.runs]


@dataclass(frozen=True)
class Line:
    """One carrier on its tile; `y` is the foot of its words, `dot_y` the middle of its mark."""

    carrier: Carrier
    y: int
    dot_y: int


@dataclass(frozen=True)
class Tile:
    """An ability's tile; `x` and `y` are its upper left corner, in units of the drawing."""

    ability: Ability
    x: int
    y: int
    height: int
    lines: tuple[Line, ...]
    width: int = WIDTH

    @property
    def words_x(self) -> int:
        return self.x + 12

    @property
    def title_y(self) -> int:
        return self.y + 21

    @property
    def dot_x(self) -> int:
        return self.x + 17

    @property
    def carrier_x(self) -> int:
        return self.x + 28


@dataclass(frozen=True)
class Map:
    """The drawing and its size."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def capability_map(abilities: Sequence[Ability]) -> Map:
    """The tiles in rows of three; all tiles of a row are as high as the one with most carriers."""
    tiles: list[Tile] = []
    y = MARGIN
    for first in range(0, len(abilities), ACROSS):
        row = abilities[first : first + ACROSS]
        height = HEAD + LINE * max(len(each.carriers) for each in row) + FOOT
        tiles += [_tile(each, MARGIN + place * (WIDTH + GAP), y, height) for place, each in enumerate(row)]
        y += height + GAP
    width = 2 * MARGIN + ACROSS * WIDTH + (ACROSS - 1) * GAP
    return Map(tuple(tiles), width, max(y - GAP, 0) + MARGIN)


def _tile(ability: Ability, x: int, y: int, height: int) -> Tile:
    feet = [y + HEAD + LINE * place + 15 for place in range(len(ability.carriers))]
    lines = tuple(Line(each, foot, foot - 4) for each, foot in zip(ability.carriers, feet, strict=True))
    return Tile(ability, x, y, height, lines)
