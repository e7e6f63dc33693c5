"""Readings and events are sealed in batches: what was changed, removed or slipped in by SQL is named."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.exchange.models import Reading
from sanjha.exchange.tests.factories import make_grant, make_reading
from sanjha.kernel import actors, audit, audit_batches, audit_days, clock, merkle
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditBatch, AuditEntry, OutboxEvent

pytestmark = pytest.mark.django_db


def an_event(**changed):
    now = clock.now()
    values = {"kind": "sewa.Test", "payload": {"number": 1}, "happened_at": now, "next_try_at": now}
    return OutboxEvent.objects.create(**values | changed)


def sql(statement, *arguments):
    """As somebody does who may switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, arguments)
        cursor.execute("SET LOCAL session_replication_role = origin")


def found():
    return [(finding.kind, finding.table, finding.key) for finding in verify().findings]


ROWS = pytest.mark.parametrize(
    ("make", "table", "change"),
    [
        (make_reading, "exchange_reading", "UPDATE exchange_reading SET purpose = 'REV-CASTE' WHERE id = %s"),
        (
            make_reading,
            "exchange_reading",
            "UPDATE exchange_reading SET at = at - interval '1 day' WHERE id = %s",
        ),
        (make_reading, "exchange_reading", "UPDATE exchange_reading SET reader = 'SYSTEM:-' WHERE id = %s"),
        (
            an_event,
            "kernel_outboxevent",
            "UPDATE kernel_outboxevent SET payload = '{\"number\": 2}' WHERE id = %s",
        ),
        (an_event, "kernel_outboxevent", "UPDATE kernel_outboxevent SET kind = 'sewa.Other' WHERE id = %s"),
    ],
)


@ROWS
@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_row_changed_by_sql_is_named(make, table, change, is_sealed):
    _other, row = make(), make()
    if is_sealed:
        assert audit_batches.seal_all() == 2
    assert found() == []
    sql(change, row.pk)
    assert found() == [("row-changed", table, str(row.pk))]


@ROWS
def test_a_new_digest_beside_the_change_does_not_hide_it(make, table, change):
    row = make()
    audit_batches.seal_all()
    sql(change, row.pk)
    for known in audit_batches.declared():
        if known.name == table:
            sql(f"UPDATE {table} t SET digest = {audit.DIGEST} WHERE id = %s", list(known.columns), row.pk)
    assert found() == [("row-changed", table, str(row.pk))]


@pytest.mark.parametrize(
    ("make", "table"), [(make_reading, "exchange_reading"), (an_event, "kernel_outboxevent")]
)
def test_a_removed_row_is_named(make, table):
    _other, row = make(), make()
    audit_batches.seal_all()
    sql(f"DELETE FROM {table} WHERE id = %s", row.pk)
    assert found() == [("row-missing", table, str(row.pk))]


@pytest.mark.parametrize(
    ("make", "table"), [(make_reading, "exchange_reading"), (an_event, "kernel_outboxevent")]
)
def test_a_row_slipped_in_for_an_earlier_day_is_named(make, table):
    make()
    audit_batches.seal_all()
    forged = UUID(int=new_id().int - (int(timedelta(days=2).total_seconds() * 1000) << 80))
    make(id=forged)
    assert audit_batches.seal_all() == 0
    assert found() == [("row-added", table, str(forged))]


def test_a_transaction_that_ends_late_is_sealed_by_the_next_batch():
    early = new_id()
    make_reading()
    audit_batches.seal_all()
    make_reading(id=early)
    assert audit_batches.seal_all() == 1
    assert found() == []
    result = verify()
    assert (result.batched, result.waiting) == (2, 0)


def test_what_waits_for_the_next_batch_is_told():
    make_reading(), an_event()
    result = verify()
    assert (result.batched, result.waiting, result.findings) == (0, 2, [])
    assert audit_batches.seal_all() == 2
    assert audit_batches.seal_all() == 0
    result = verify()
    assert (result.batched, result.waiting, result.findings) == (2, 0, [])


def test_many_rows_make_several_batches(monkeypatch):
    monkeypatch.setattr(audit_batches, "MOST", 3)
    for _number in range(8):
        make_reading()
    assert audit_batches.seal_all() == 8
    assert list(AuditBatch.objects.order_by("last").values_list("size", flat=True)) == [3, 3, 2]
    assert verify().batched == 8


def test_delivery_does_not_touch_the_seal():
    event = an_event()
    audit_batches.seal_all()
    OutboxEvent.objects.filter(pk=event.pk).update(delivered_at=clock.now(), attempts=3, last_error="late")
    assert found() == []


def test_a_changed_batch_is_named():
    make_reading(), make_reading()
    audit_batches.seal_all()
    batch = AuditBatch.objects.get()
    sql("UPDATE kernel_auditbatch SET ids = ids[1:1], digests = substring(digests for 32), size = 1")
    assert {kind for kind, _table, key in found() if key == str(batch.pk)} == {"row-changed", "batch-changed"}


def test_a_removed_batch_is_named():
    make_reading()
    audit_batches.seal_all()
    batch = AuditBatch.objects.get()
    sql("DELETE FROM kernel_auditbatch")
    assert ("row-missing", "kernel_auditbatch", str(batch.pk)) in found()


def test_the_signed_day_bears_the_batch():
    with clock.frozen("2026-11-20T10:00:00+05:30"):
        make_reading()
        audit_batches.seal_all()
    with clock.frozen("2026-11-21T00:30:00+05:30"):
        (root,) = audit_days.close_past_days()
    entry = AuditEntry.objects.get(action="ROWS_SEALED")
    assert (root.size, root.root) == (1, merkle.root([bytes.fromhex(entry.hash)]).hex())
    assert AuditBatch.objects.get().root in entry.body


@pytest.mark.parametrize(
    "column", ["kind", "version", "payload", "request_id", "happened_at", "digest", "id"]
)
def test_the_store_refuses_to_change_what_happened(column):
    event = an_event()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE kernel_outboxevent SET {column} = {column} WHERE id = %s", [event.pk])


def test_the_store_refuses_to_remove_an_event_or_a_batch():
    event = an_event()
    audit_batches.seal_all()
    for rows in (OutboxEvent.objects.filter(pk=event.pk), AuditBatch.objects.all()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.delete()


def test_a_forged_digest_at_the_insert_is_not_taken():
    event = an_event(digest="0" * 64)
    event.refresh_from_db()
    assert event.digest != "0" * 64
    assert found() == []


def test_the_triggers_digest_the_declared_columns():
    """A column that came later must stand in both, or its rows would be named without a reason."""
    for table in audit_batches.declared():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT encode(tgargs, 'escape') FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
                [table.name, f"{table.name}_digest"],
            )
            (arguments,) = cursor.fetchone()
        assert sorted(arguments.removesuffix("\\000").split("\\000")) == list(table.columns)


def test_readings_are_sealed_whole():
    (table,) = (known for known in audit_batches.declared() if known.model is Reading)
    assert set(table.columns) == set(audit.columns_of(Reading)) - {"digest"}


def test_a_grant_changed_removed_or_added_by_sql_is_named():
    sealed, gone, forged = (
        make_grant(purpose=purpose) for purpose in ("REV-INCOME", "REV-CASTE", "REV-RURAL")
    )
    with transaction.atomic():
        audit.record(actors.SYSTEM, "ACCESS_GRANTED", stream="exchange.grants", rows=[sealed, gone])
    sql("UPDATE exchange_grant SET until_date = NULL, per_minute = 9 WHERE id = %s", sealed.pk)
    sql("DELETE FROM exchange_grant WHERE id = %s", gone.pk)
    assert sorted(found()) == [
        ("row-added", "exchange_grant", str(forged.pk)),
        ("row-changed", "exchange_grant", str(sealed.pk)),
        ("row-missing", "exchange_grant", str(gone.pk)),
    ]
