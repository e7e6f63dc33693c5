"""The one clock, and ids that sort by time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sanjha.kernel import clock, context
from sanjha.kernel.ids import new_id


def test_moments_are_aware_and_indian():
    moment = clock.now()
    assert moment.utcoffset() == timedelta(hours=5, minutes=30)
    assert abs(moment - datetime.now(UTC)) < timedelta(seconds=5)  # noqa: TID251 the test of the clock itself


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2026-11-23T10:00:00+05:30", "2026-11-23T10:00:00+05:30"),
        ("2026-11-23T10:00:00", "2026-11-23T10:00:00+05:30"),
        ("2026-11-23T04:30:00+00:00", "2026-11-23T10:00:00+05:30"),
        ("2026-11-23", "2026-11-23T12:00:00+05:30"),
        (date(2026, 11, 23), "2026-11-23T12:00:00+05:30"),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), "2026-11-24T01:30:00+05:30"),
    ],
)
def test_a_frozen_clock_stands_in_india(at, moment):
    with clock.frozen(at):
        assert clock.now().isoformat() == moment
        assert clock.today() == date.fromisoformat(moment[:10])


def test_the_clock_goes_on_after_it_stood():
    with clock.frozen("2020-01-01"):
        with clock.frozen("2021-01-01"):
            assert clock.today().year == 2021
        assert clock.today().year == 2020
        with clock.advanced(timedelta(days=366)):
            assert clock.today() == date(2021, 1, 1)
    assert clock.today().year > 2021


def test_the_day_changes_at_midnight_in_india():
    with clock.frozen("2026-11-23T18:29:59+00:00"):
        assert clock.today() == date(2026, 11, 23)
    with clock.frozen("2026-11-23T18:30:00+00:00"):
        assert clock.today() == date(2026, 11, 24)


def test_ids_are_of_version_seven_and_sort_as_they_were_made():
    made = [new_id() for _ in range(5000)]
    assert {identifier.version for identifier in made} == {7}
    assert made == sorted(made)
    assert len(set(made)) == 5000


def test_a_request_has_an_id_of_its_own_or_the_one_given():
    assert context.request_id() == ""
    with context.request_scope() as outer:
        assert context.request_id() == outer
        with context.request_scope("given-in-front"):
            assert context.request_id() == "given-in-front"
        assert context.request_id() == outer
    assert context.request_id() == ""
