"""The record of contracts and events, what breaks it by which rule, and the commands that keep it."""

import json
from copy import deepcopy
from datetime import date

import msgspec
import pytest
from click.testing import CliRunner

from sanjha.project.commands.contracts import command
from sanjha.project.failure import Failure
from sanjha.project.published import record

TODAY = date(2026, 11, 24)
TEXT = {"is": "text"}
NUMBER = {"is": "int", "ge": 0, "le": 10}
CHOICE = {"is": "choice", "values": ["A", "B"]}
MAYBE = {"is": "any of", "of": [{"is": "null"}, {"is": "date"}]}
VALUES = {
    "v.Place": {
        "fields": {
            "code": {"type": TEXT},
            "kind": {"type": CHOICE},
            "rank": {"type": NUMBER, "default": 1},
            "inside": {"type": {"is": "list", "of": {"is": "value", "name": "v.Place"}}, "default": []},
        }
    }
}
PLACE = {"is": "value", "name": "v.Place"}


def old():
    return record.Record(
        operations={
            "x.v1/find": {
                "arguments": {
                    "place": {"type": PLACE},
                    "on": {"type": MAYBE, "default": None},
                    "most": {"type": NUMBER, "default": 5},
                },
                "result": {"is": "dict", "keys": TEXT, "of": PLACE},
                "facts": ["x.name"],
                "errors": ["NotFound"],
            }
        },
        events={"x.Moved": {"version": 1, "fields": {"place": {"type": PLACE}, "on": {"type": MAYBE}}}},
        envelope={"call": TEXT},
        values=deepcopy(VALUES),
    )


def rules(change, *, before=lambda _record: None):
    was = old()
    before(was)
    new = deepcopy(was)
    change(new)
    return {
        (fault.of, fault.direction, fault.where, fault.rule) for fault in record.faults(was, new, today=TODAY)
    }


FIND, MOVED = "x.v1/find", "x.Moved"


def arguments(new):
    return new.operations[FIND]["arguments"]


def place(new):
    return new.values["v.Place"]["fields"]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda new: arguments(new).update(more={"type": TEXT}), ("more", "required-field-added")),
        (lambda new: arguments(new).pop("on"), ("on", "field-removed")),
        (lambda new: arguments(new)["on"].update(type={"is": "date"}), ("on", "null-refused")),
        (lambda new: arguments(new)["on"].pop("default"), ("on", "now-required")),
        (lambda new: arguments(new)["most"].update(default=50), ("most", "default-changed")),
        (lambda new: arguments(new)["most"].update(type={**NUMBER, "le": 9}), ("most", "bound-narrowed")),
        (lambda new: arguments(new)["most"].update(type={"is": "float"}), ("most", "type-changed")),
    ],
)
def test_arguments_may_only_come_to_accept_more(change, broken):
    assert rules(change) == {(FIND, "arguments", *broken)}


@pytest.mark.parametrize(
    "change",
    [
        lambda new: arguments(new).update(more={"type": TEXT, "default": ""}),
        lambda new: arguments(new)["place"].update(
            default=None, type={"is": "any of", "of": [{"is": "null"}, PLACE]}
        ),
        lambda new: arguments(new)["most"].update(type={"is": "int", "ge": -1}),
        lambda new: new.operations.update({"x.v2/find": new.operations[FIND]}),
        lambda new: new.events.update({"x.Moved.v2": {"version": 2, "fields": {}}}),
        lambda new: place(new).update(name={"type": TEXT, "default": ""}),
        lambda new: new.events[MOVED]["fields"]["on"].update(default=None),
    ],
)
def test_what_others_need_not_know_may_be_added(change):
    assert rules(change) == set()


@pytest.mark.parametrize(
    ("change", "where", "ingoing", "outgoing"),
    [
        (lambda new: place(new).pop("rank"), ".rank", "field-removed", "field-removed"),
        (lambda new: place(new)["kind"].update(default="A"), ".kind", "now-optional", None),
        (lambda new: place(new)["code"].update(type=MAYBE), ".code", "type-changed", ("type-changed", "null-added")),
        (lambda new: place(new)["kind"].update(type={"is": "choice", "values": ["A"]}), ".kind", "choice-removed", "choice-removed"),
        (lambda new: place(new)["kind"].update(type={"is": "choice", "values": ["A", "B", "C"]}), ".kind", None, "choice-added"),
        (lambda new: place(new)["rank"].update(type={"is": "int", "ge": 0, "le": 11}), ".rank", None, "bound-changed"),
        (lambda new: place(new).update(more={"type": TEXT}), ".more", "required-field-added", "required-field-added"),
    ],
)  # fmt: skip
def test_a_value_that_goes_in_and_comes_out_is_judged_in_each_direction(change, where, ingoing, outgoing):
    def of(rule):
        return () if rule is None else (rule,) if isinstance(rule, str) else rule

    expected = {(FIND, "arguments", f"place{where}", rule) for rule in of(ingoing)}
    expected |= {(FIND, "result", f"{{}}{where}", rule) for rule in of(outgoing)}
    expected |= {(MOVED, "event", f"place{where}", rule) for rule in of(outgoing)}
    assert rules(change) == expected


def test_another_member_of_a_union_is_more_than_was_known():
    def one_more(new):
        either = {"is": "any of", "of": [TEXT, PLACE, {"is": "int"}]}
        new.operations[FIND]["result"] = arguments(new)["place"]["type"] = either

    def either(was):
        was.operations[FIND]["result"] = arguments(was)["place"]["type"] = {
            "is": "any of",
            "of": [TEXT, PLACE],
        }

    assert rules(one_more, before=either) == {(FIND, "result", "", "type-widened")}
    narrower = {(FIND, "arguments", "place", "type-narrowed"), (FIND, "result", "", "type-narrowed")}
    assert rules(either, before=one_more) == narrower


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda new: new.operations[FIND].update(facts=["x.name", "x.mobile"]), (FIND, "operation", "", "facts-changed")),
        (lambda new: new.operations.pop(FIND), (FIND, "operation", "", "removed")),
        (lambda new: new.events.pop(MOVED), (MOVED, "event", "", "removed")),
        (lambda new: new.events[MOVED].update(version=2), (MOVED, "event", "", "version-changed")),
        (lambda new: new.operations[FIND].update(retires={"announced": "2026-01-01", "ends": "2027-01-01", "successor": "x.v2/find"}), (FIND, "operation", "", "no-successor")),
        (lambda new: new.envelope.update(call={"is": "int"}), ("every call", "envelope", "", "type-changed")),
    ],
)  # fmt: skip
def test_the_life_of_an_operation_and_an_event(change, broken):
    assert rules(change) == {broken}


def announced(ends):
    return {"announced": "2026-01-01", "ends": ends, "successor": ""}


@pytest.mark.parametrize(
    ("ends", "broken"), [("2026-11-24", set()), ("2026-11-25", {(FIND, "operation", "", "removed")})]
)
def test_what_was_announced_goes_on_its_day_and_not_before(ends, broken):
    assert (
        rules(
            lambda new: new.operations.pop(FIND),
            before=lambda was: was.operations[FIND].update(retires=announced(ends)),
        )
        == broken
    )


def test_an_announced_end_may_be_put_off_and_not_brought_forward():
    def announce(ends):
        return lambda of: of.events[MOVED].update(retires=announced(ends))

    assert rules(announce("2027-06-01"), before=announce("2027-01-01")) == set()
    earlier = {(MOVED, "event", "", "ends-earlier")}
    assert rules(announce("2026-12-01"), before=announce("2027-01-01")) == earlier


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A record in a folder of its own, of a house that has promised what it has now."""
    file = tmp_path / "contracts.json"
    monkeypatch.setattr(record, "FILE", file)
    result = CliRunner().invoke(command, ["publish", "--to", str(file)], catch_exceptions=False)
    assert result.exit_code == 0
    return file


def changed(file, change):
    known = record.recorded(file)
    change(known)
    file.write_bytes(record.written(known))


def test_a_house_that_keeps_its_promises_is_let_pass(house):
    done = CliRunner().invoke(command, ["check", "--json"], catch_exceptions=False)
    assert (done.exit_code, json.loads(done.stdout)) == (
        0,
        {"against": str(house), "faults": [], "unpublished": []},
    )


def test_a_broken_promise_is_named_and_the_record_is_not_overwritten(house):
    changed(house, lambda known: known.operations["places.v1/place"]["arguments"].update(old={"type": TEXT}))
    before = house.read_bytes()
    done = CliRunner().invoke(command, ["check", "--json"], catch_exceptions=False)
    (fault,) = json.loads(done.stdout)["faults"]
    assert done.exit_code == 1
    assert (fault["of"], fault["direction"], fault["where"], fault["rule"]) == (
        "places.v1/place",
        "arguments",
        "old",
        "field-removed",
    )
    with pytest.raises(Failure, match="promise"):
        CliRunner().invoke(command, ["publish", "--to", str(house)], catch_exceptions=False)
    assert house.read_bytes() == before


def test_what_is_new_is_asked_to_be_published(house):
    changed(house, lambda known: known.operations.pop("places.v1/place"))
    done = CliRunner().invoke(command, ["check"], catch_exceptions=False)
    assert done.exit_code == 1
    assert "places.v1/place: not as in the record" in done.stdout
    assert CliRunner().invoke(command, ["publish", "--to", str(house)], catch_exceptions=False).exit_code == 0
    assert CliRunner().invoke(command, ["check"], catch_exceptions=False).exit_code == 0


def test_against_another_release_only_promises_count(house, tmp_path):
    other = tmp_path / "other.json"
    other.write_bytes(house.read_bytes())
    changed(other, lambda known: known.operations.pop("places.v1/place"))
    done = CliRunner().invoke(command, ["check", "--against", str(other)], catch_exceptions=False)
    assert done.exit_code == 0
    changed(other, lambda known: known.events.update({"places.Sunk": {"version": 1, "fields": {}}}))
    done = CliRunner().invoke(command, ["check", "--against", str(other)], catch_exceptions=False)
    assert done.exit_code == 1
    assert "places.Sunk: event is gone" in done.stdout


def test_a_file_that_is_no_record_is_named(tmp_path):
    other = tmp_path / "other.json"
    other.write_text("{}")
    with pytest.raises(Failure, match=r"other\.json is no record"):
        CliRunner().invoke(command, ["check", "--against", str(other)], catch_exceptions=False)


def test_the_file_reads_back_as_it_was_written():
    now = record.running()
    assert msgspec.json.decode(record.written(now), type=record.Record) == now
