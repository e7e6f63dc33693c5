"""The legal clock counts working days, stands still while the applicant has the case, and can be explained."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjha.kernel import clock
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text
from sanjha.places import contract as places
from sanjha.sewa import clock as legal_clock
from sanjha.sewa.clock import CITIZEN, CLOSED, OFFICER, Pause, count_used
from sanjha.sewa.operations.explain_clock import explain_clock
from sanjha.sewa.tests.definitions import income_definition, income_with
from sanjha.sewa.tests.factories import REASONS, answer, bring_to, decide, make_application, open_papers
from sanjha.sewa.tests.world import citizen

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("raised", "answered", "day", "covered"),
    [
        (0, 3, 0, False),
        (0, 3, 1, True),
        (0, 3, 3, True),
        (0, 3, 4, False),
        (0, None, 99, True),
        (2, 2, 2, False),
    ],
)
def test_the_days_after_the_objection_up_to_the_answer_are_the_applicants(raised, answered, day, covered):
    def at(days):
        return None if days is None else MONDAY + timedelta(days=days)

    assert Pause(at(raised), at(answered)).covers(at(day)) is covered


def test_a_channel_has_its_allowance(monday_morning):
    portal = [
        channel
        if channel.code != "PORTAL"
        else channel.__class__(code="PORTAL", names=channel.names, allowance_days=2)
        for channel in income_definition().channels
    ]
    definition = income_with(channels=tuple(portal))
    assert legal_clock.limit_of(definition, channel="COUNTER", on=MONDAY) == 15
    assert legal_clock.limit_of(definition, channel="PORTAL", on=MONDAY) == 17
    assert legal_clock.limit_of(definition, channel="PORTAL", on=date(2019, 1, 1)) is None


def test_without_a_notified_limit_there_is_no_due_date(world):
    early = date(2019, 1, 1)
    due, step_due = legal_clock.first_due_dates(
        income_definition(), channel="COUNTER", received=early, district="D605"
    )
    assert due is None
    assert step_due > early
    assert (
        legal_clock.due_date_after(
            income_definition(),
            channel="COUNTER",
            received=early,
            pauses=[],
            resumed=early,
            district="D605",
            before=None,
        )
        is None
    )


def test_the_account_adds_up(operator):
    application = make_application(operator, at="objected")
    with clock.frozen("2026-12-02T12:00:00+05:30"):
        answer(operator, application)
    application.refresh_from_db()
    with clock.frozen("2026-12-11"):
        account = explain_clock(application_id=application.id, actor=operator.actor)

    assert (account.received, account.until) == (MONDAY, date(2026, 12, 11))
    assert len(account.days) == 19
    assert account.used + account.with_applicant + account.closed_days + 1 == len(account.days)
    assert (account.limit, account.status, account.due_date) == (15, "DRAFT", application.due_date)
    assert account.with_applicant == 9
    assert [day.whose for day in account.days[:2]] == [OFFICER, CITIZEN]
    assert account.days[1].why.en == "With the applicant"
    assert next(day for day in account.days if day.whose == CLOSED).why.en
    assert not any(day.is_late for day in account.days)


def test_late_days_are_shown_as_late(operator):
    application = make_application(operator)
    with clock.frozen(application.due_date + timedelta(days=2)):
        account = explain_clock(application_id=application.id, actor=operator.actor)
    assert [day.is_late for day in account.days[-3:]] == [False, True, True]
    assert account.used >= account.limit


def test_the_account_ends_with_the_application(operator):
    application = make_application(operator, at="decision")
    with clock.frozen("2026-12-01"):
        open_papers(application)
        decide(None, application, "REJECT", grounds=["OTHER"], reasons=REASONS)
    with clock.frozen("2027-03-01"):
        assert explain_clock(application_id=application.id, actor=operator.actor).until == date(2026, 12, 1)


def test_strangers_are_told_nothing(operator):
    application = make_application(operator)
    with pytest.raises(NotFound):
        explain_clock(application_id=application.id, actor=citizen().actor)


def test_the_due_date_is_the_day_on_which_the_limit_is_used_up(operator):
    application = make_application(operator)
    bring_to(application, "decision")
    with clock.frozen(application.due_date):
        assert explain_clock(application_id=application.id, actor=operator.actor).used == 15


offsets = st.integers(min_value=0, max_value=40)


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.lists(st.tuples(offsets, offsets), max_size=3))
@settings(max_examples=200, deadline=None)
def test_every_day_belongs_to_exactly_one(works, spans):
    """Used, the applicant's and closed days together are all days after the first."""
    days = [places.Day(MONDAY + timedelta(days=at), open_, Text("")) for at, open_ in enumerate(works)]
    pauses = [
        Pause(MONDAY + timedelta(days=begin), MONDAY + timedelta(days=begin + length))
        for begin, length in spans
    ]
    later = [day for day in days if day.date > MONDAY]
    with_applicant = sum(any(pause.covers(day.date) for pause in pauses) for day in later)
    closed = sum(not day.works and not any(pause.covers(day.date) for pause in pauses) for day in later)
    assert count_used(days, MONDAY, pauses) + with_applicant + closed == len(later)


@pytest.mark.parametrize("held_days", [0, 1, 2, 5, 9, 15])
@pytest.mark.parametrize("begun_after", [0, 1, 4, 8])
def test_a_pause_moves_the_due_date_by_exactly_its_working_days(world, begun_after, held_days):
    """Whatever the applicant's days were, fifteen of the officers' remain from the acknowledgement to the due date."""
    definition = income_definition()
    raised, resumed = MONDAY + timedelta(days=begun_after), MONDAY + timedelta(days=begun_after + held_days)
    pause = Pause(raised, resumed)
    due = legal_clock.due_date_after(
        definition,
        channel="COUNTER",
        received=MONDAY,
        pauses=[pause],
        resumed=resumed,
        district="D605",
        before=None,
    )
    days = places.day_account(calendar="FIELD", start=MONDAY, end=due, district="D605")
    assert count_used(days, MONDAY, [pause]) == 15
    assert days[-1].works
    first, _step = legal_clock.first_due_dates(
        definition, channel="COUNTER", received=MONDAY, district="D605"
    )
    assert (due == first) is (count_used(days, MONDAY, []) == 15)
