"""The capability map: every ability and carrier on it, no tile on another, words inside their tile."""

import re
from xml.etree import ElementTree

import pytest

from sanjha.architecture import capability_map
from sanjha.architecture.capability_map import Ability, Carrier
from sanjha.architecture.web.views import abilities
from sanjha.kernel.text import Text


def made(*numbers):
    return [
        Ability(Text(f"A{place}"), tuple(Carrier(Text(f"C{number}"), runs=True) for number in range(count)))
        for place, count in enumerate(numbers)
    ]


@pytest.mark.parametrize("numbers", [(), (1,), (2, 0, 5), (1, 1, 1, 4), (3, 2, 1, 0, 7, 2, 2)])
def test_no_tile_lies_on_another_and_words_stay_inside(numbers):
    drawn = capability_map.capability_map(made(*numbers))
    assert [tile.ability.title.en for tile in drawn.tiles] == [f"A{place}" for place in range(len(numbers))]
    for tile in drawn.tiles:
        assert tile.x >= 0
        assert tile.x + tile.width <= drawn.width
        assert tile.y + tile.height <= drawn.height
        assert all(tile.y < line.y < tile.y + tile.height for line in tile.lines)
        assert len(tile.lines) == len(tile.ability.carriers)
        for other in drawn.tiles:
            apart = tile.x + tile.width <= other.x or tile.y + tile.height <= other.y
            assert (
                other is tile or apart or other.x + other.width <= tile.x or other.y + other.height <= tile.y
            )


@pytest.mark.django_db
def test_drawing_and_table_say_the_same(as_clerk):
    content = as_clerk.get("/architecture/").content.decode()
    svg = ElementTree.fromstring(re.search(r"<svg class=\"graph cap.*?</svg>", content, re.DOTALL)[0])
    table = content.partition("</svg>")[2]
    names = [part.text for part in svg.iter("text")]
    assert len(list(svg.iter("rect"))) == len(abilities())
    assert {each.title.en for each in abilities()} <= set(names)
    assert {carrier.title.en for each in abilities() for carrier in each.carriers} <= set(names)
    assert all(name in table.replace("&amp;", "&") for name in names)
    planned = [part for part in svg.iter("circle") if part.get("class") == "planned"]
    assert len(planned) == sum(not carrier.runs for each in abilities() for carrier in each.carriers)
