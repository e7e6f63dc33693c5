"""The chain finds what was changed behind the program's back, and names it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.kernel import actors, audit, audit_days, clock
from sanjha.kernel.audit_shapes import record_shapes
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.models import Allocation, AuditEntry, AuditRoot, AuditShape

pytestmark = pytest.mark.django_db


def a_row(name="income"):
    return Allocation.objects.create(series=name, last=1)


def a_deed(name="income", stream="numbers"):
    with transaction.atomic():
        row = a_row(name)
        audit.record(actors.SYSTEM, "NUMBER_GIVEN", stream=stream, rows=[row], series=name)
    return row


def sql(statement, *arguments):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, arguments)
        cursor.execute("SET LOCAL session_replication_role = origin")


def kinds():
    return [(found.kind, found.key) for found in verify().findings]


def test_an_untouched_trail_holds():
    a_deed(), a_deed("caste"), a_deed("rural", stream="other")
    result = verify()
    assert (result.entries, result.streams, result.rows, result.findings) == (3, 2, 3, [])


def test_a_deed_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        audit.record(actors.SYSTEM, "NOTHING", stream="x")


def test_a_row_changed_by_sql_is_named():
    a_deed()
    row = a_deed("caste")
    sql("UPDATE kernel_allocation SET last = 9 WHERE series = %s", row.series)
    assert kinds() == [("row-changed", str(row.series))]


def test_a_row_removed_by_sql_is_named():
    row = a_deed()
    sql("DELETE FROM kernel_allocation WHERE series = %s", row.series)
    assert kinds() == [("row-missing", str(row.series))]


def test_a_row_added_by_sql_is_named():
    a_deed()
    stranger = a_row("forged")
    assert kinds() == [("row-added", str(stranger.series))]


def test_a_second_deed_on_the_row_moves_the_seal():
    row = a_deed()
    with transaction.atomic():
        row.last = 2
        row.save()
        audit.record(actors.SYSTEM, "NUMBER_GIVEN", stream="numbers", rows=[row])
    assert kinds() == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (
            "UPDATE kernel_auditentry SET body = replace(body, 'caste', 'other') WHERE number = 2",
            "audit-entry-changed",
        ),
        ("UPDATE kernel_auditentry SET actor = 'OFFICER:someone' WHERE number = 2", "audit-entry-changed"),
        ("UPDATE kernel_auditentry SET at = at + interval '1 hour' WHERE number = 2", "audit-entry-changed"),
        ("DELETE FROM kernel_auditentry WHERE number = 2", "audit-entry-missing"),
    ],
)
def test_a_changed_entry_is_named(change, kind):
    a_deed(), a_deed("caste"), a_deed("rural")
    sql(change)
    found = [finding for finding in verify().findings if finding.table == "kernel_auditentry"]
    assert kind in {finding.kind for finding in found}
    assert all(finding.key.startswith("numbers #") for finding in found)


def test_entries_cut_off_at_the_end_are_found():
    a_deed(), a_deed("caste")
    sql("DELETE FROM kernel_auditentry WHERE number = 2")
    assert ("audit-end-changed", "numbers") in kinds()


def test_a_rewritten_chain_is_found_by_the_signed_day():
    with clock.frozen("2026-11-20T10:00:00+05:30"):
        a_deed()
    with clock.frozen("2026-11-21T00:30:00+05:30"):
        audit_days.close_past_days()
    assert kinds() == []
    entry = AuditEntry.objects.get()
    body = entry.body.replace("NUMBER_GIVEN", "NUMBER_TAKEN")
    sql(
        "UPDATE kernel_auditentry SET action = 'NUMBER_TAKEN', body = %s, hash = %s",
        body,
        audit.link("", body),
    )
    sql("UPDATE kernel_auditstream SET head = %s", audit.link("", body))
    assert kinds() == [("audit-day-changed", "2026-11-20")]


def test_a_forged_root_is_found():
    with clock.frozen("2026-11-20T10:00:00+05:30"):
        a_deed()
    root = audit_days.close_past_days()[0]
    sql("UPDATE kernel_auditroot SET size = size + 1 WHERE day = %s", root.day)
    assert kinds() == [("audit-root-unsigned", str(root.day))]


def test_each_past_day_is_closed_once_and_today_is_not():
    start = clock.now()
    for days in (3, 2, 0):
        with clock.frozen(start - timedelta(days=days)):
            a_deed(f"P{days}")
    closed = audit_days.close_past_days()
    assert [root.size for root in closed] == [1, 1, 0]
    assert audit_days.close_past_days() == []
    with pytest.raises(ValueError, match="over"):
        audit_days.close_day(clock.today())
    assert AuditRoot.objects.count() == 3


def test_a_seal_survives_a_column_that_came_later():
    record_shapes()
    row = a_deed()
    assert AuditShape.objects.filter(table="kernel_allocation").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_allocation ADD COLUMN later integer DEFAULT 5 NOT NULL")
    assert kinds() == []
    sql("UPDATE kernel_allocation SET last = 9 WHERE series = %s", row.series)
    assert kinds() == [("row-changed", str(row.series))]


def test_entries_cannot_be_changed_by_mistake():
    a_deed()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(action="NOTHING")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()
