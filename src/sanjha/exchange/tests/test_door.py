"""The door: no fact without a grant in force, every reading kept, every refusal too."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjha.exchange.models import Reading
from sanjha.exchange.tests.factories import make_grant, make_reading
from sanjha.kernel import clock, context
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
INCOME = Purpose("REV-INCOME", case="PB/BNL/1")


def test_with_a_grant_facts_are_given_and_the_reading_is_kept(person_operation, tehsildar):
    make_grant()
    person = new_id()
    with context.request_scope("request-3", tehsildar), clock.frozen("2026-11-23T10:00:00+05:30"):
        found = person_operation(ids=[person], purpose=INCOME)
    assert [one.id for one in found] == [person]
    reading = Reading.objects.get()
    assert (reading.subject, reading.reader, reading.posts) == (
        person,
        tehsildar.label,
        list(tehsildar.posts),
    )
    assert (reading.operation, reading.facts) == (
        "exchangetest.v1/person",
        ["resident.name", "resident.mobile"],
    )
    assert (reading.consumer, reading.purpose, reading.case) == ("exchange", "REV-INCOME", "PB/BNL/1")
    assert reading.at.isoformat() == "2026-11-23T04:30:00+00:00"
    assert reading.request_id == "request-3"


@pytest.mark.parametrize(
    "grant",
    [
        {"consumer": "sewa"},
        {"operation": "people.v1/resident"},
        {"purpose": "REV-CASTE"},
        {"from_date": date(2026, 11, 24)},
        {"until_date": date(2026, 11, 22)},
        {"ended_at": clock.now(), "ended_by": "SYSTEM:-"},
        None,
    ],
    ids=["other consumer", "other operation", "other purpose", "not yet", "run out", "ended", "no grant"],
)
def test_without_a_grant_in_force_the_call_is_refused_and_the_refusal_is_audited(person_operation, grant):
    if grant is not None:
        make_grant(**grant)
    with clock.frozen("2026-11-23"), pytest.raises(NotPermitted, match="has no grant") as refused:
        person_operation(ids=[new_id()], purpose=INCOME)
    assert refused.value.code == "no-grant"
    assert not Reading.objects.exists()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.stream) == ("READING_REFUSED", "exchange.refusals")
    assert "PB/BNL/1" in entry.body


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 30)])
def test_a_grant_holds_on_its_first_and_on_its_last_day(person_operation, day):
    make_grant(from_date=date(2026, 11, 1), until_date=date(2026, 11, 30))
    with clock.frozen(day):
        assert person_operation(ids=[], purpose=INCOME) == []


def test_each_person_is_logged_once_and_nobody_is_no_reading(person_operation):
    make_grant()
    one, two = new_id(), new_id()
    person_operation(ids=[one, two, one], purpose=INCOME)
    assert sorted(Reading.objects.values_list("subject", flat=True)) == sorted([one, two])
    person_operation(ids=[], purpose=INCOME)
    assert Reading.objects.count() == 2


def test_one_reading_costs_two_statements(person_operation, django_assert_num_queries):
    make_grant()
    person = new_id()
    with django_assert_num_queries(2):
        person_operation(ids=[person], purpose=INCOME)


def test_a_batch_costs_two_statements_too(person_operation, django_assert_num_queries):
    make_grant()
    people = [new_id() for _ in range(200)]
    with django_assert_num_queries(2):
        person_operation(ids=people, purpose=INCOME)


@pytest.mark.django_db(transaction=True)
def test_outside_a_test_case_one_reading_opens_no_transaction(person_operation, django_assert_num_queries):
    """Real transactions: BEGIN and COMMIT would be counted here."""
    make_grant()
    with django_assert_num_queries(2):
        person_operation(ids=[new_id()], purpose=INCOME)


def test_readings_cannot_be_changed():
    make_reading()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Reading.objects.update(reader="OFFICER:someone-else")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Reading.objects.all().delete()


def test_a_grant_of_yesterday_ends_tonight(person_operation):
    today = clock.today()
    make_grant(from_date=today - timedelta(days=1), until_date=today)
    person_operation(ids=[], purpose=INCOME)
    with clock.frozen(today + timedelta(days=1)), pytest.raises(NotPermitted):
        person_operation(ids=[], purpose=INCOME)
