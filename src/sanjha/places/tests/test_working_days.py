"""Working days against a plain calendar that counts day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sanjha.kernel.errors import DomainError, NotFound
from sanjha.places import contract
from sanjha.places.models import Calendar, Holiday, WeeklyOff
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.places.tests.factories import make_calendar, make_holiday

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
OFFS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=4).filter(
    lambda offs: len({weekday for weekday, nth in offs if nth == 0}) < 6
)
HOLIDAYS = st.sets(DAYS, max_size=25)


def plainly_closed(day, offs, holidays):
    """The same question asked without any of the code under test."""
    if day in holidays:
        return True
    of_month = sum(
        1 for number in range(1, day.day + 1) if date(day.year, day.month, number).weekday() == day.weekday()
    )
    return (day.weekday(), 0) in offs or (day.weekday(), of_month) in offs


class AgainstAPlainCalendar(TestCase):
    """Hypothesis makes calendars; each example rolls back."""

    def prepare(self, offs, holidays):
        make_calendar("FIELD", tuple(sorted(offs)))
        for day in holidays:
            make_holiday(day)

    @settings(max_examples=40, deadline=None)
    @given(start=DAYS, days=st.integers(0, 70), offs=OFFS, holidays=HOLIDAYS)
    def test_the_due_date(self, start, days, offs, holidays):
        self.prepare(offs, holidays)
        day, left = start, days
        while left:
            day += timedelta(days=1)
            left -= not plainly_closed(day, offs, holidays)
        assert contract.working_days(calendar="FIELD", start=start, days=days) == day
        assert contract.dates_after(calendar="FIELD", start=start, days=[0, days, days]) == [start, day, day]

    @settings(max_examples=40, deadline=None)
    @given(start=DAYS, length=st.integers(0, 120), offs=OFFS, holidays=HOLIDAYS)
    def test_the_day_account(self, start, length, offs, holidays):
        self.prepare(offs, holidays)
        account = contract.day_account(calendar="FIELD", start=start, end=start + timedelta(days=length))
        assert [day.date for day in account] == [
            start + timedelta(days=number) for number in range(length + 1)
        ]
        assert [day.works for day in account] == [
            not plainly_closed(day.date, offs, holidays) for day in account
        ]
        assert all(day.why.en for day in account)

    @settings(max_examples=25, deadline=None)
    @given(start=DAYS, days=st.integers(1, 40), offs=OFFS, holidays=HOLIDAYS)
    def test_account_and_due_date_agree(self, start, days, offs, holidays):
        self.prepare(offs, holidays)
        due = contract.working_days(calendar="FIELD", start=start, days=days)
        account = contract.day_account(calendar="FIELD", start=start, end=due)
        assert sum(day.works for day in account[1:]) == days
        assert account[-1].works


@pytest.fixture
def field(db):
    return make_calendar("FIELD")


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-22", 0, "2026-11-22"),
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-20", 1, "2026-11-21"),
        ("2026-11-13", 1, "2026-11-16"),
        ("2026-11-23", 15, "2026-12-11"),
    ],
)
def test_due_dates_of_a_field_office(field, start, days, due):
    """The fourth Saturday of November 2026 is the 28th, the second the 14th; the third (21st) is worked."""
    found = contract.working_days(calendar="FIELD", start=date.fromisoformat(start), days=days)
    assert found == date.fromisoformat(due)


def test_a_holiday_moves_the_due_date(field):
    make_holiday(date(2026, 11, 24))
    assert contract.working_days(calendar="FIELD", start=date(2026, 11, 23), days=1) == date(2026, 11, 25)


def test_a_holiday_of_another_calendar_or_a_removed_one_does_not_count(field):
    make_calendar("KENDRA", ((6, 0),))
    make_holiday(date(2026, 11, 24), calendar_id="KENDRA")
    make_holiday(date(2026, 11, 24), "Diwali", removed_at="2026-01-01T00:00Z")
    assert contract.working_days(calendar="FIELD", start=date(2026, 11, 23), days=1) == date(2026, 11, 24)
    assert contract.working_days(calendar="KENDRA", start=date(2026, 11, 23), days=1) == date(2026, 11, 25)


def test_a_holiday_of_one_district_counts_there_only(field):
    make_holiday(date(2026, 12, 28), district="D30")
    asked = {"calendar": "FIELD", "start": date(2026, 12, 25), "days": 1}
    assert contract.working_days(**asked) == date(2026, 12, 28)
    assert contract.working_days(**asked, district="D605") == date(2026, 12, 28)
    assert contract.working_days(**asked, district="D30") == date(2026, 12, 29)


def test_a_weekly_off_counts_from_the_day_it_was_ordered(field):
    rule = WeeklyOff.objects.get(weekday=6)
    rule.valid_to = date(2026, 11, 29)
    rule.save()
    assert contract.working_days(calendar="FIELD", start=date(2026, 11, 28), days=1) == date(2026, 11, 29)
    assert contract.working_days(calendar="FIELD", start=date(2026, 11, 21), days=1) == date(2026, 11, 23)


def test_the_account_says_why_in_three_languages(field):
    make_holiday(
        date(2026, 11, 24), "Birthday of Sri Guru Nanak Dev Ji", name_pa="ਪ੍ਰਕਾਸ਼ ਪੁਰਬ", name_hi="प्रकाश पर्व"
    )
    days = contract.day_account(calendar="FIELD", start=date(2026, 11, 24), end=date(2026, 11, 29))
    assert [(day.date.day, day.works, day.why.en) for day in days] == [
        (24, False, "Birthday of Sri Guru Nanak Dev Ji"),
        (25, True, "Working day"),
        (26, True, "Working day"),
        (27, True, "Working day"),
        (28, False, "Fourth Saturday"),
        (29, False, "Sunday"),
    ]
    assert (days[0].why.pa, days[4].why.pa, days[5].why.hi) == ("ਪ੍ਰਕਾਸ਼ ਪੁਰਬ", "ਚੌਥਾ ਸ਼ਨਿੱਚਰਵਾਰ", "रविवार")


def test_two_holidays_on_one_day_are_both_named(field):
    make_holiday(date(2026, 5, 1), "May Day")
    make_holiday(date(2026, 5, 1), "Buddha Purnima")
    (day,) = contract.day_account(calendar="FIELD", start=date(2026, 5, 1), end=date(2026, 5, 1))
    assert day.why.en == "Buddha Purnima; May Day"


def test_the_longest_limit_is_reckoned(field):
    start = date(2026, 1, 1)
    due = contract.working_days(calendar="FIELD", start=start, days=1000)
    assert sum(day.works for day in contract.day_account(calendar="FIELD", start=start, end=due)[1:]) == 1000


@pytest.mark.parametrize("days", [-1, 1001])
def test_a_number_of_days_out_of_range_is_refused(field, days):
    with pytest.raises(DomainError, match="between 0 and 1000"):
        contract.working_days(calendar="FIELD", start=date(2026, 1, 1), days=days)


@pytest.mark.parametrize("end", [date(2025, 12, 31), date(2036, 2, 1)])
def test_an_account_out_of_range_is_refused(field, end):
    with pytest.raises(DomainError, match="last day"):
        contract.day_account(calendar="FIELD", start=date(2026, 1, 1), end=end)


def test_an_unknown_calendar_is_not_found(db):
    with pytest.raises(NotFound, match="no calendar MOON"):
        contract.working_days(calendar="MOON", start=date(2026, 1, 1), days=1)
    with pytest.raises(NotFound, match="no calendar MOON"):
        contract.day_account(calendar="MOON", start=date(2026, 1, 1), end=date(2026, 1, 2))


def test_a_due_date_takes_two_queries(field, django_assert_num_queries):
    with django_assert_num_queries(2):
        contract.working_days(calendar="FIELD", start=date(2026, 1, 1), days=30)


def test_the_demonstration_has_three_calendars_and_two_years_of_draft_holidays(db):
    load_demo_places()
    assert set(Calendar.objects.values_list("code", flat=True)) == {"FIELD", "SECRETARIAT", "KENDRA"}
    assert not Holiday.objects.exclude(status="DRAFT").exists()
    asked = {"start": date(2026, 11, 20), "days": 2}
    due = {code: contract.working_days(calendar=code, **asked) for code in ("FIELD", "SECRETARIAT", "KENDRA")}
    assert due == {
        "FIELD": date(2026, 11, 23),
        "SECRETARIAT": date(2026, 11, 25),
        "KENDRA": date(2026, 11, 23),
    }


def test_many_dates_at_once_take_two_queries(field, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = contract.dates_after(calendar="FIELD", start=date(2026, 11, 23), days=[15, 0, 1])
    assert found == [date(2026, 12, 11), date(2026, 11, 23), date(2026, 11, 24)]
