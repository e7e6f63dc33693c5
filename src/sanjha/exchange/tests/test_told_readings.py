"""Readings that another service tells of, readings given out, and the members that are active."""

import pytest

from sanjha.exchange import contract
from sanjha.exchange.models import Member, Reading
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.factories import make_reading
from sanjha.kernel import context
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id

pytestmark = pytest.mark.django_db
CLIENT = "PB/GOV/HEALTH/clinic"


def tell(subjects):
    return contract.log_readings(
        consumer=CLIENT,
        operation="registries.v1/read",
        facts=["registry.record"],
        purpose=Purpose("GOVSTACK-DATA-API", case="citizens 1.0"),
        subjects=subjects,
    )


def test_each_subject_is_kept_once_with_who_asked_for_whom(tehsildar):
    one, two = new_id(), new_id()
    with context.request_scope("request-9", tehsildar):
        assert tell([one, two, one]) == 2
    kept = Reading.objects.get(subject=one)
    assert (kept.consumer, kept.operation, kept.facts) == (CLIENT, "registries.v1/read", ["registry.record"])
    assert (kept.reader, kept.posts, kept.request_id) == (tehsildar.label, list(tehsildar.posts), "request-9")
    assert tell([]) == 0


def test_readings_about_somebody_are_given_newest_first_and_no_others():
    mine = new_id()
    first, second = make_reading(subject=mine), make_reading(subject=mine)
    make_reading()
    found = contract.readings_about(subjects=[mine])
    assert [reading.id for reading in found] == [second.id, first.id]
    assert (found[0].consumer, found[0].subject) == ("sewa", mine)
    assert len(contract.readings_about(subjects=[mine], limit=1)) == 1
    assert contract.readings_about(subjects=[]) == []


def test_telling_and_giving_take_one_statement_each(django_assert_num_queries):
    people = [new_id() for _ in range(50)]
    with django_assert_num_queries(1):
        tell(people)
    with django_assert_num_queries(1):
        assert len(contract.readings_about(subjects=people)) == 50


def test_only_active_members_are_told(django_assert_num_queries):
    system = System(client=None)
    with django_assert_num_queries(1):
        (told,) = contract.members()
    assert (told.identifier, told.department.en) == (system.identifier, "Department of Agriculture")
    Member.objects.update(state=Member.State.SUSPENDED, state_reason="Test")
    assert contract.members() == []
