"""Readings wait within a request or job; they are in the store before anything of the facts leaves, or is kept."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from sanjha.exchange import kept_readings
from sanjha.exchange.events import FactsRead
from sanjha.exchange.models import NamedPurpose, Reading
from sanjha.exchange.outgoing import sending
from sanjha.exchange.tests.declared import NAME
from sanjha.exchange.tests.factories import make_grant
from sanjha.exchange.tests.waiting import end_elsewhere, name_a_purpose
from sanjha.identity.conf import SmsSettings
from sanjha.identity.sms.http import HttpGateway
from sanjha.kernel import blobs, clock, context, events, peers, unwritten
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.contracts import declared_operations
from sanjha.kernel.echo import echo
from sanjha.kernel.errors import NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.jobs import job
from sanjha.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


class Undone(Exception):
    pass


def test_within_a_scope_calls_ask_the_store_nothing_and_all_readings_are_one_statement(
    read, django_assert_num_queries
):
    with django_assert_num_queries(1), unwritten.scope(), django_assert_num_queries(0):
        for _call in range(50):
            read()
    assert Reading.objects.count() == 50


def test_what_was_kept_is_as_it_was_at_the_call(read, tehsildar):
    one, two = new_id(), new_id()
    with unwritten.scope(), context.request_scope("request-3", tehsildar):
        with (
            clock.frozen("2026-11-23T10:00:00.123456+05:30"),
            context.giving_only("exchangetest.v1/person", ["resident.name"]),
        ):
            read(one, two)
        context.set_actor(SYSTEM)
    first, second = Reading.objects.order_by("id")
    assert (first.subject, second.subject) == (one, two)
    assert {(row.reader, tuple(row.posts), row.request_id) for row in (first, second)} == {
        (tehsildar.label, tuple(tehsildar.posts), "request-3")
    }
    assert first.at.isoformat() == "2026-11-23T04:30:00.123456+00:00"
    assert (first.facts, first.purpose, first.case) == (["resident.name"], "REV-INCOME", "PB/BNL/1")
    assert first.digest


# the next transaction


def test_the_next_transaction_writes_them_first_and_commits_them_with_the_deed(read, committed):
    with unwritten.scope():
        read()
        with transaction.atomic(durable=True):
            name_a_purpose()
            assert committed() == 0
            assert Reading.objects.count() == 1
            assert committed() == 0
        assert committed() == 1


def test_a_transaction_that_only_reads_writes_them_too(read, committed):
    with unwritten.scope():
        read()
        with transaction.atomic(durable=True):
            NamedPurpose.objects.select_for_update().first()
        assert committed() == 1


def test_what_a_rollback_took_back_is_written_again_under_the_same_id(read, committed):
    seen = []
    with unwritten.scope():
        read()
        for _time in range(2):
            with pytest.raises(Undone), transaction.atomic(durable=True):
                name_a_purpose()
                seen.append(Reading.objects.get().pk)
                raise Undone
            assert committed() == 0
        read()
        with transaction.atomic(durable=True):
            name_a_purpose()
        assert committed() == 2
    assert set(seen) < set(Reading.objects.values_list("pk", flat=True))


def test_what_a_rollback_took_back_is_written_at_the_end_at_the_latest(read):
    with pytest.raises(Undone), unwritten.scope():
        read()
        with transaction.atomic(durable=True):
            name_a_purpose()
            raise Undone
    assert Reading.objects.count() == 1
    assert not NamedPurpose.objects.exists()


def test_a_rollback_to_a_point_within_the_transaction_takes_nothing_back(read, django_assert_num_queries):
    with unwritten.scope():
        read()
        with transaction.atomic(durable=True):
            with pytest.raises(Undone), transaction.atomic():
                name_a_purpose()
                raise Undone
            name_a_purpose("OTHER")
    assert Reading.objects.count() == 1


def test_a_commit_that_fails_takes_them_back(read):
    with pytest.raises(DatabaseError), unwritten.scope():
        read()
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMP TABLE twice (id int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP"
            )
            cursor.execute("INSERT INTO twice VALUES (1), (1)")
    assert Reading.objects.count() == 1


def test_a_connection_that_is_lost_in_the_transaction_takes_them_back(read):
    with pytest.raises(DatabaseError), unwritten.scope():
        read()
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            name_a_purpose()
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert Reading.objects.count() == 1


# statements outside a transaction


def test_a_write_outside_a_transaction_is_preceded_by_them(read, committed):
    with unwritten.scope():
        read()
        NamedPurpose.objects.count()
        assert committed() == 0, "a plain look-up takes nothing anywhere"
        name_a_purpose()
        assert committed() == 1


# calls to others


@pytest.mark.parametrize(
    "leaves",
    [
        pytest.param(lambda: sending.post("https://198.51.100.7/", b"", {}, seconds=0.1), id="department"),
        pytest.param(lambda: echo(text="of the facts"), id="other unit"),
        pytest.param(
            lambda: HttpGateway(SmsSettings(url="http://127.0.0.1:9/", seconds=0.2)).send(
                "9800000001", "1", "of the facts", message_id=new_id(), language="en"
            ),
            id="phone",
        ),
        pytest.param(lambda: blobs.put(b"of the facts"), id="disk"),
    ],
)
def test_nothing_goes_elsewhere_before_them(read, leaves, committed):
    with unwritten.scope(), peers.elsewhere("kernel", "http://127.0.0.1:9"):
        read()
        with suppress(Exception):  # nobody listens there
            leaves()
        assert committed() == 1


def test_nothing_goes_to_the_disk_while_they_may_be_rolled_back(read):
    with unwritten.scope():
        read()
        with pytest.raises(RuntimeError, match="rolled back"), transaction.atomic(durable=True):
            blobs.put(b"of the facts")


# ends of scopes


def test_a_job_ends_with_them(person_operation, read, committed):
    @job()
    def look() -> None:
        read()
        assert committed() == 0

    look.task.func()
    assert Reading.objects.count() == 1


def test_a_job_that_fails_has_read_too(read):
    @job()
    def look() -> None:
        read()
        raise Undone

    with pytest.raises(Undone):
        look.task.func()
    assert Reading.objects.count() == 1


def test_outside_a_scope_the_reading_is_there_before_the_facts_are(read, monkeypatch):
    read()
    assert Reading.objects.count() == 1

    def fails(*_arguments):
        raise DatabaseError("disk full")

    monkeypatch.setattr(kept_readings, "keep", fails)
    with pytest.raises(DatabaseError, match="disk full"):
        read()


def test_a_long_job_writes_them_in_between(read, monkeypatch, committed):
    monkeypatch.setattr(unwritten, "MOST", 20)
    with unwritten.scope():
        for _call in range(15):
            read()
        assert 10 <= committed() < 15


# other


def test_a_failing_call_leaves_the_scope_as_it_is(read, person_operation):
    def missing(*, ids, purpose):
        raise NotFound("There is no such person.")

    with unwritten.scope():
        read()
        declared_operations()[NAME].implementation = missing
        with pytest.raises(NotFound):
            read()
    assert Reading.objects.count() == 1


def test_in_a_unit_apart_they_are_told_with_the_same_transaction(read):
    with peers.elsewhere("exchange", "http://127.0.0.1:9"), unwritten.scope():
        person = new_id()
        read(person)
        read()
        with pytest.raises(Undone), transaction.atomic(durable=True):
            name_a_purpose()
            raise Undone
        assert not OutboxEvent.objects.exists()
        with transaction.atomic(durable=True):
            name_a_purpose()
    told = [events.decode(row.kind, row.payload) for row in OutboxEvent.objects.order_by("id")]
    assert [type(each) for each in told] == [FactsRead, FactsRead]
    assert told[0].subjects == [person]
    assert [told[0].readings[0], told[1].readings[0]] == list(
        Reading.objects.order_by("id").values_list("pk", flat=True)
    )


def test_in_a_unit_apart_at_the_end_of_the_scope_both_or_neither(read, grant):
    with peers.elsewhere("exchange", "http://127.0.0.1:9"):
        with pytest.raises(NotPermitted), unwritten.scope():
            read()
            end_elsewhere(grant)
        assert not OutboxEvent.objects.exists()
        make_grant()
        with unwritten.scope():
            read()
    assert (OutboxEvent.objects.count(), Reading.objects.count()) == (1, 1)


def test_when_nothing_waits_statements_pass_by_nothing_of_this(read):
    with unwritten.scope():
        assert connection.execute_wrappers == []
        read()
        assert len(connection.execute_wrappers) == 1
        name_a_purpose()
        assert connection.execute_wrappers == []
        read()
        with transaction.atomic(durable=True):
            name_a_purpose("OTHER")
        assert connection.execute_wrappers == []
        read()
    assert connection.execute_wrappers == []
