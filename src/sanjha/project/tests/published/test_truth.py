"""The verdict on a changed contract against the truth: what the one version writes, the other one reads.

Types, changes and values are made up. "May run side by side" must mean that nothing fails and nothing is lost, in both
directions; a harmless change must not be refused, a harmful one must.
"""

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from sanjha.kernel import events, tolerance, wire
from sanjha.project.published.comparing import Comparison, Direction
from sanjha.project.published.shapes import Shapes
from sanjha.project.tests.published import evolving


def verdict(direction, old, new):
    """The rules that the new sketch of a struct breaks."""
    before, after = Shapes(), Shapes()
    is_event = direction is Direction.EVENT
    was, now = ((evolving.event_of if is_event else evolving.built)(sketch) for sketch in (old, new))
    if direction is not Direction.RESULT:
        ours, theirs = before.fields_of(was), after.fields_of(now)
        found = Comparison(direction, before.values, after.values).field_breaks(ours, theirs)
    else:
        ours, theirs = before.of(was), after.of(now)
        found = Comparison(direction, before.values, after.values).breaks(ours, theirs)
    return [broken.rule for broken in found]


@st.composite
def evolutions(draw, kinds, most=2):
    """A struct and what has become of it."""
    old = new = draw(evolving.structs())
    for _time in range(draw(st.integers(1, most))):
        new = draw(evolving.changes(new, list(kinds)))
        assume(new is not None)
    return old, new


def plain(sketch, value):
    return evolving.whole(sketch, msgspec.to_builtins(value, builtin_types=_AS_THEY_ARE))


_AS_THEY_ARE = [kind for kind, _values in evolving.PLAIN.values() if kind not in {str, int, bool}]


def sent_and_read(writer, reader, given):
    """An answer on its way from one version to the other, in plain form."""
    value = evolving.made(writer, evolving.built(writer), given)
    return plain(reader, tolerance.decode(wire.encode(value), evolving.built(reader)))


def told_and_heard(writer, reader, given):
    """An event on its way through the outbox from one version to the other."""
    made = evolving.made(writer, evolving.built(writer), given)
    told = evolving.event_of(writer)(**{name: getattr(made, name) for name in writer.fields})
    stored = msgspec.json.decode(msgspec.json.encode(events.payload_of(told)))
    heard = tolerance.convert(stored, evolving.event_of(reader))
    return plain(reader, {name: getattr(heard, name) for name in reader.fields})


def asked_and_understood(writer, reader, given):
    """Arguments on their way from one version to the other."""
    kind = evolving.struct_of(writer)
    hints = {each.name: each.type for each in msgspec.structs.fields(kind)}
    arguments = {
        name: wire._without_defaults(evolving.made(writer.fields[name], hints[name], held))
        for name, held in given.items()
    }
    read = msgspec.json.decode(
        wire.encode(arguments), type=evolving.struct_of(reader, forbid_unknown_fields=True)
    )
    return plain(reader, read)


@given(evolutions(kinds=[*evolving.CHANGES, *4 * evolving.STAY_AND_GAIN]), st.data())
def test_answers_of_compatible_versions_are_read_both_ways(evolution, data):
    old, new = evolution
    assume(not verdict(Direction.RESULT, old, new))
    for writer, reader in ((old, new), (new, old)):
        given_out = data.draw(evolving.values(writer))
        said = evolving.whole(writer, given_out)
        assert evolving.agree(said, sent_and_read(writer, reader, given_out))


@given(evolutions(kinds=[*evolving.CHANGES, *4 * evolving.STAY_AND_GAIN]), st.data())
def test_events_of_compatible_versions_are_read_both_ways(evolution, data):
    old, new = evolution
    assume(not verdict(Direction.EVENT, old, new))
    for writer, reader in ((old, new), (new, old)):
        happened = data.draw(evolving.values(writer))
        told = evolving.whole(writer, happened)
        assert evolving.agree(told, told_and_heard(writer, reader, happened))


@given(evolutions(kinds=evolving.ACCEPT_MORE, most=3), st.data())
def test_an_older_caller_and_one_that_asks_nothing_new_are_understood(evolution, data):
    old, new = evolution
    assert not verdict(Direction.ARGUMENTS, old, new)
    asked = data.draw(evolving.values(old))
    meant = evolving.whole(old, asked)
    assert evolving.agree(meant, asked_and_understood(old, new, asked))
    assert asked_and_understood(new, old, asked) == meant


@given(evolutions(kinds=[*evolving.CHANGES, *3 * evolving.ACCEPT_MORE]), st.data())
def test_arguments_of_compatible_versions_are_understood(evolution, data):
    old, new = evolution
    assume(not verdict(Direction.ARGUMENTS, old, new))
    asked = data.draw(evolving.values(old))
    meant = evolving.whole(old, asked)
    assert evolving.agree(meant, asked_and_understood(old, new, asked))
    assert asked_and_understood(new, old, asked) == meant


@given(evolutions(kinds=evolving.STAY_AND_GAIN, most=3))
def test_an_answer_may_gain_what_has_a_default(evolution):
    assert not verdict(Direction.RESULT, *evolution)


@given(evolutions(kinds=sorted(evolving.CHANGES.keys() - set(evolving.STAY_AND_GAIN)), most=1))
def test_any_other_change_of_an_answer_is_refused(evolution):
    assert verdict(Direction.RESULT, *evolution)


@given(evolutions(kinds=sorted(evolving.CHANGES.keys() - set(evolving.ACCEPT_MORE)), most=1))
def test_arguments_may_only_come_to_accept_more(evolution):
    assert verdict(Direction.ARGUMENTS, *evolution)


@given(evolving.structs())
def test_what_has_not_changed_breaks_nothing(sketch):
    assert [verdict(direction, sketch, sketch) for direction in Direction] == [[], [], []]
