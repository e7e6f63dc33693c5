"""Who asks whom is found in the code; the graph is laid out by it; what stops follows from it."""

import ast
import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sanjha.architecture import dependencies, graph, layering
from sanjha.architecture.dependencies import Following, Use, contract_calls
from sanjha.architecture.stopping import stopping
from sanjha.kernel.contracts import declared_operations

CHAIN = (Use("top", "middle", ("middle.v1/x",)), Use("middle", "low", ("low.v1/x",)))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from sanjha.people import contract as people\npeople.get_resident()", {("people", "get_resident")}),
        ("from sanjha.people import contract\ncontract.find_residents()", {("people", "find_residents")}),
        ("from sanjha.people import events, contract as p\np.a; p.b", {("people", "a"), ("people", "b")}),
        ("from sanjha.people.contract import get_resident", {("people", "get_resident")}),
        ("from sanjha.people import contract as people", set()),
        ("from sanjha.people import queries\nqueries.x", set()),
        ("from other.people import contract as people\npeople.x", set()),
    ],
)
def test_calls_are_found_in_the_code(code, found):
    assert contract_calls(ast.parse(code)) == found


def test_the_house_s_own_calls_are_found():
    uses = {(use.consumer, use.owner): use.operations for use in dependencies.uses()}
    assert "people.v1/resident" in uses["sewa", "people"]
    assert "locker.v1/issue" in uses["sewa", "locker"]
    assert uses["architecture", "exchange"] == (
        "exchange.v1/grants-in-force",
        "exchange.v1/members",
    )
    assert uses["architecture", "offices"] == ("offices.v1/posts",)
    known = declared_operations()
    assert all(known[name].service == owner for (_user, owner), names in uses.items() for name in names)


def test_every_call_goes_down_as_the_layers_of_the_house_say():
    places = settings.SERVICES.index
    assert all(places(use.consumer) < places(use.owner) for use in dependencies.uses())


def test_subscriptions_to_others_events_are_found():
    followed = {(line.consumer, line.owner): line.kinds for line in dependencies.followings()}
    assert "locker.DocumentRevoked" in followed["sewa", "locker"]
    assert all(consumer != owner for consumer, owner in followed)


def test_layers_stand_by_who_asks_whom():
    assert layering.layers(["top", "middle", "low", "alone"], CHAIN) == [
        ["top"],
        ["middle"],
        ["low", "alone"],
    ]


def test_a_circle_is_named():
    circle = [*CHAIN, Use("low", "top", ("top.v1/x",))]
    with pytest.raises(ValueError, match="low, middle, top"):
        layering.layers(["top", "middle", "low", "alone"], circle)


services = st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True)


@given(services, st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_a_graph_holds_everything_and_no_box_lies_on_another(codes, pairs):
    uses = [Use(one, other, ("x",)) for one, other in pairs if one < other]
    drawn = graph.graph(codes, uses, [Following("b", "a", ("a.X",))])
    assert {node.code for node in drawn.nodes} == set(codes)
    at = {node.code: node for node in drawn.nodes}
    for node in drawn.nodes:
        assert 0 <= node.x <= drawn.width - graph.WIDTH
        assert 0 <= node.y <= drawn.height - graph.HEIGHT
        for other in drawn.nodes:
            if other is not node:
                assert abs(other.x - node.x) >= graph.WIDTH or abs(other.y - node.y) >= graph.HEIGHT
    calls = [line for line in drawn.lines if not line.is_event]
    assert {(line.consumer, line.owner) for line in calls} == {
        (use.consumer, use.owner) for use in uses if use.consumer in at and use.owner in at
    }
    assert all(at[line.consumer].y < at[line.owner].y for line in calls)
    assert all(re.fullmatch(r"M\d+ \d+( C[\d -]+| L\d+ \d+)+", line.path) for line in drawn.lines)


def test_a_long_line_passes_beside_the_boxes_between():
    uses = [*CHAIN, Use("top", "low", ("low.v1/x",))]
    drawn = graph.graph(["top", "middle", "low"], uses, [])
    middle = next(node for node in drawn.nodes if node.code == "middle")
    long = next(line for line in drawn.lines if (line.consumer, line.owner) == ("top", "low"))
    x, y = map(int, re.search(r"L(\d+) (\d+)", long.path).groups())
    assert y == middle.y + graph.HEIGHT
    assert not middle.x <= x <= middle.x + graph.WIDTH


def test_an_event_may_lead_upwards():
    drawn = graph.graph(["top", "middle", "low"], CHAIN, [Following("low", "top", ("top.X",))])
    line = next(line for line in drawn.lines if line.is_event)
    at = {node.code: node for node in drawn.nodes}
    assert re.match(r"M\d+ (\d+)", line.path)[1] == str(at["low"].y)
    assert line.path.endswith(f" {at['top'].y + graph.HEIGHT}")


def test_what_stops_what_is_hampered_and_what_waits():
    followings = [Following("reader", "low", ("low.X",)), Following("middle", "low", ("low.X",))]
    found = stopping("low", CHAIN, followings)
    assert (found.stops, found.hampered, found.waits) == (("middle",), ("top",), ("reader",))
    assert stopping("top", CHAIN, followings).stops == ()


def test_without_the_register_of_places_the_counter_stops():
    found = stopping("places", dependencies.uses(), dependencies.followings())
    assert {"sewa", "people", "offices"} <= set(found.stops)
