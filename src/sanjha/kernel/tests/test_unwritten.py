"""What waits in a scope is written before anything that came of it is kept: seen with a book that keeps used nonces."""

import threading
from contextlib import closing
from contextvars import copy_context

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from sanjha.kernel import clock, nonces, unwritten
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.jobs import job
from sanjha.kernel.models import UsedNonce

pytestmark = pytest.mark.django_db(transaction=True)


class Ledger:
    """Writes each entry as a used nonce; what is called "bad" it refuses."""

    table = "kernel_usednonce"

    def __init__(self):
        self.audited = []

    def write(self, entries):
        bad = [entry for entry in entries if entry == "bad"]
        if not bad:
            UsedNonce.objects.bulk_create([UsedNonce(id=entry, until=clock.now()) for entry in entries])
        return bad

    def audit(self, refused):
        with transaction.atomic(durable=True):
            self.audited += refused

    def refusal(self, refused):
        return NotPermitted(f"{len(refused)} refused")


@pytest.fixture
def ledger():
    return Ledger()


def written():
    """What is committed, as another connection sees it: a look here would have it written."""
    other = connection.copy()
    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT id FROM kernel_usednonce ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_outside_a_scope_nothing_can_wait(ledger):
    assert unwritten.current() is None
    unwritten.settle()
    with pytest.raises(RuntimeError, match="outside a scope"):
        unwritten.note(ledger, "a")


def test_a_scope_within_another_settles_for_itself(ledger):
    with unwritten.scope():
        unwritten.note(ledger, "outer")
        with unwritten.scope() as inner:
            unwritten.note(ledger, "inner")
            assert unwritten.current() is inner
            assert written() == []
        assert "inner" in written()
    assert written() == ["inner", "outer"]


def test_another_thread_has_no_part_in_it(ledger):
    """It has another connection, on which nothing would wait for what it writes."""
    seen = []
    with unwritten.scope():
        around = copy_context()
        thread = threading.Thread(target=lambda: seen.append(around.run(unwritten.current)))
        thread.start()
        thread.join()
    assert seen == [None]


def test_a_job_is_queued_after_it(ledger, empty_queue):
    @job()
    def tell(*, what: str) -> None: ...

    with unwritten.scope():
        unwritten.note(ledger, "a")
        tell.defer(what="of the facts")
        assert written() == ["a"]


def test_it_is_first_in_the_transaction_even_where_that_begins_with_a_savepoint(ledger):
    with unwritten.scope():
        unwritten.note(ledger, "a")
        with transaction.atomic(durable=True), transaction.atomic():
            transaction.set_rollback(True)
        assert written() == ["a"]


def test_a_refusal_in_a_transaction_is_audited_when_that_is_over(ledger):
    with pytest.raises(NotPermitted), unwritten.scope():
        unwritten.note(ledger, "bad")
        with pytest.raises(NotPermitted), transaction.atomic(durable=True):
            try:
                Session.objects.create(session_key="k", session_data="", expire_date=clock.now())
            finally:
                assert ledger.audited == []
    assert ledger.audited == ["bad"]
    assert not Session.objects.exists()


def test_nothing_is_settled_while_a_transaction_may_undo_it(ledger):
    with unwritten.scope() as opened:
        unwritten.note(ledger, "a")
        with transaction.atomic(durable=True), pytest.raises(RuntimeError, match="rolled back"):
            opened.settle()
        opened.settle()
    assert written() == ["a"]


def test_with_nothing_waiting_a_transaction_may_settle():
    with unwritten.scope() as opened, transaction.atomic(durable=True):
        opened.settle()


def test_what_is_given_up_is_not_written(ledger):
    with unwritten.scope() as opened:
        unwritten.note(ledger, "a")
        opened.discard()
        assert connection.execute_wrappers == []
    assert written() == []


def test_a_late_entry_has_the_others_written(ledger, monkeypatch):
    with unwritten.scope():
        unwritten.note(ledger, "a")
        monkeypatch.setattr(unwritten, "LONGEST_SECONDS", -1.0)
        unwritten.note(ledger, "b")
        assert written() == ["a", "b"]


def test_whoever_looks_where_it_is_written_finds_it(ledger):
    with unwritten.scope():
        unwritten.note(ledger, "a")
        Session.objects.count()
        assert written() == []
        assert UsedNonce.objects.count() == 1
        assert written() == ["a"]


def test_a_statement_that_is_no_plain_look_up_counts_as_a_change(ledger):
    with unwritten.scope():
        unwritten.note(ledger, "a")
        nonces.is_first_use("counter", "n", seconds=60)
        assert "a" in written()


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ('SELECT "a" FROM "b" WHERE "c" = %s', True),
        ("  select 1", True),
        ("(SELECT 1) UNION (SELECT 2)", True),
        ('SELECT "procrastinate_jobs"."id" FROM "procrastinate_jobs"', False),
        ("SELECT procrastinate_defer_jobs_v1(%s)", False),
        ("SELECT nextval('x')", False),
        ("SELECT pg_notify('a', 'b')", False),
        ("SELECT 1 INTO x", False),
        ("WITH a AS (INSERT INTO b DEFAULT VALUES) SELECT 1", False),
        ("INSERT INTO b DEFAULT VALUES", False),
        ("UPDATE b SET a = 1", False),
        ("COPY b FROM STDIN", False),
        ("SAVEPOINT a", False),
        ("", False),
        (b"SELECT 1", False),
    ],
)
def test_what_counts_as_a_plain_look_up(sql, reads):
    assert unwritten.only_reads(sql) is reads


def test_no_function_of_the_store_changes_anything_under_another_name():
    """A SELECT that calls one of these would pass as a look-up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND provolatile = 'v' AND prorettype <> 'trigger'::regtype"
        )
        known = [name for (name,) in cursor.fetchall()]
    assert known
    assert [name for name in known if unwritten.only_reads(f"SELECT {name}()")] == []
