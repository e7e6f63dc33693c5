"""A grant that ends between the call and what comes of it: nothing is kept, nothing leaves, and it is audited."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.exchange import kept_readings, known_grants
from sanjha.exchange.events import FactsRead
from sanjha.exchange.models import Grant, NamedPurpose, Reading
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.tests.declared import NAME, Person
from sanjha.exchange.tests.factories import make_grant
from sanjha.exchange.tests.waiting import INCOME, end_elsewhere, name_a_purpose, refusals
from sanjha.kernel import blobs, clock, context, unwritten
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.contracts import Purpose, declared_operations
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_came_of_it_is_not_kept_and_the_refusal_is_audited_once(read, grant):
    with pytest.raises(NotPermitted, match="has no grant") as refused, unwritten.scope():
        read()
        end_elsewhere(grant)
        with transaction.atomic(durable=True):
            name_a_purpose()
    assert refused.value.code == "no-grant"
    assert not NamedPurpose.objects.exists()
    assert not Reading.objects.exists()
    (entry,) = refusals()
    assert (entry.stream, entry.actor) == ("exchange.refusals", context.actor().label)
    assert "PB/BNL/1" in entry.body


def test_whoever_passes_over_the_refusal_gets_no_further(read, grant):
    with pytest.raises(NotPermitted), unwritten.scope():
        read()
        end_elsewhere(grant)
        for _time in range(3):
            with pytest.raises(NotPermitted):
                name_a_purpose()
            with pytest.raises(NotPermitted):
                blobs.put(b"of the facts")
    assert not NamedPurpose.objects.exists()
    assert refusals().count() == 1


def test_at_the_end_of_a_scope_it_is_refused_too(read, grant):
    with pytest.raises(NotPermitted), unwritten.scope():
        read()
        end_elsewhere(grant)
    assert refusals().count() == 1
    assert not Reading.objects.exists()


def test_what_was_read_besides_under_another_grant_is_refused_with_it_and_written_when_nothing_leaves(
    read, person_operation, grant, committed
):
    make_grant(purpose="REV-CASTE")
    with unwritten.scope() as opened:
        person_operation(ids=[new_id()], purpose=Purpose("REV-CASTE"))
        read()
        end_elsewhere(grant)
        with pytest.raises(NotPermitted):
            opened.settle()
        assert committed() == 0
        opened.discard_refused()
    assert Reading.objects.get().purpose == "REV-CASTE"


def test_an_operation_that_changes_something_changes_nothing_under_a_grant_that_is_over(read, grant):
    def changes(*, ids, purpose):
        with transaction.atomic(durable=True):
            name_a_purpose()
        return [Person(person) for person in ids]

    declared_operations()[NAME].implementation = changes
    end_elsewhere(grant)
    with pytest.raises(NotPermitted):
        read()
    assert not NamedPurpose.objects.exists()
    assert refusals().count() == 1


def test_nobody_found_is_an_answer_too(person_operation, read, grant):
    end_elsewhere(grant)
    with pytest.raises(NotPermitted):
        person_operation(ids=[], purpose=INCOME)


def test_after_a_refusal_the_store_is_asked_again(read, grant, person_operation):
    end_elsewhere(grant)
    with pytest.raises(NotPermitted):
        read()
    make_grant()
    assert read()


def test_a_new_grant_counts_at_once_and_an_end_here_too(person_operation):
    with pytest.raises(NotPermitted):
        person_operation(ids=[], purpose=INCOME)
    grant = make_grant()
    person_operation(ids=[], purpose=INCOME)
    end_grant(grant_id=grant.pk, actor=SYSTEM)
    with pytest.raises(NotPermitted):
        person_operation(ids=[], purpose=INCOME)


def test_a_known_grant_is_believed_for_so_long_and_no_longer(
    read, grant, monkeypatch, django_assert_num_queries
):
    with unwritten.scope():
        with django_assert_num_queries(0):
            read()
        monkeypatch.setattr(known_grants, "BELIEVED_SECONDS", 0)
        with django_assert_num_queries(1):
            read()


def test_the_day_of_the_call_counts_and_not_that_of_the_writing(person_operation, grant):
    Grant.objects.update(until_date=date(2026, 11, 23))
    with unwritten.scope():
        with clock.frozen("2026-11-23T23:59:59+05:30"):
            person_operation(ids=[new_id()], purpose=INCOME)
        with clock.frozen("2026-11-24T00:00:00+05:30"), pytest.raises(NotPermitted):
            person_operation(ids=[new_id()], purpose=INCOME)
    assert Reading.objects.count() == 1


class TookBack(Exception):
    pass


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    people=st.lists(st.uuids(), max_size=4, unique=True),
    facts=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9), max_size=3),
    case=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    posts=st.lists(st.uuids(), max_size=3),
    micros=st.integers(0, 999_999),
    granted=st.booleans(),
)
def test_one_call_is_kept_as_one_among_many(grant, people, facts, case, posts, micros, granted):
    """The quick statement and the whole one leave the same rows and refuse alike."""
    read = FactsRead(
        readings=[new_id() for _person in people],
        subjects=people,
        at=clock.now().replace(microsecond=micros),
        operation=NAME,
        facts=facts,
        consumer="exchange",
        purpose="REV-INCOME",
        case=case,
        reader="OFFICER:x",
        posts=posts,
        request_id="request-3",
    )
    claim = (("exchange", NAME, "REV-INCOME"), clock.today() if granted else date(2025, 1, 1))
    outcomes = []
    for keep in (kept_readings.keep, kept_readings.keep_all):
        with suppress(TookBack), transaction.atomic():
            refused = keep({claim}, [read])
            outcomes.append((refused, list(Reading.objects.order_by("id").values())))
            raise TookBack
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][1]) == (len(people) if granted else 0)
    assert outcomes[0][0] == (set() if granted else {claim})


def test_what_is_there_already_is_passed_over_and_the_rest_is_kept(grant):
    claim = (("exchange", NAME, "REV-INCOME"), clock.today())
    one, two = new_id(), new_id()
    values = {
        "at": clock.now(),
        "operation": NAME,
        "facts": [],
        "consumer": "exchange",
        "purpose": "REV-INCOME",
        "case": "",
        "reader": "SYSTEM:-",
        "posts": [],
        "request_id": "",
    }
    assert kept_readings.keep({claim}, [FactsRead([one], [one], **values)]) == set()
    assert kept_readings.keep({claim}, [FactsRead([one, two], [one, two], **values)]) == set()
    assert set(Reading.objects.values_list("id", flat=True)) == {one, two}
