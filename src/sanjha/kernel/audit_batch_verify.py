"""Finds readings and events that were changed, removed or slipped in behind the program's back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from sanjha.kernel import audit, audit_batches
from sanjha.kernel.audit_batches import SealedTable
from sanjha.kernel.audit_findings import Finding
from sanjha.kernel.models import AuditBatch, AuditShape

Progress = Callable[[int], None]


@dataclass
class Batches:
    """What was found, how many rows stand in batches, and how many wait for the next one."""

    findings: list[Finding] = field(default_factory=list)
    sealed: int = 0
    waiting: int = 0


def check_batches(progress: Progress) -> Batches:
    """Every batch against its root and its rows; then the rows that are in none."""
    result = Batches()
    for table in audit_batches.declared():
        shapes = {table.shape: list(table.columns)} | dict(
            AuditShape.objects.filter(table=table.name).values_list("fingerprint", "columns")
        )
        for batch in (
            AuditBatch.objects.filter(table=table.name).order_by("last", "id").iterator(chunk_size=10)
        ):
            result.findings += _check_batch(batch, shapes)
            result.sealed += batch.size
            progress(batch.size)
        _check_unsealed(table, result)
    return result


def _check_batch(batch: AuditBatch, shapes: dict[str, list[str]]) -> Iterator[Finding]:
    digests = bytes(batch.digests)
    if len(digests) != len(batch.ids) * audit_batches.DIGEST_BYTES or (
        audit_batches.root_of(batch.ids, digests) != batch.root
    ):
        yield Finding(
            "batch-changed",
            "kernel_auditbatch",
            str(batch.pk),
            "the batch does not have the root it was sealed with",
        )
        return
    if batch.shape not in shapes:
        yield Finding(
            "shape-unknown", batch.table, batch.shape, "the columns at the time of sealing are not on record"
        )
        return
    present = _digests_of(batch, shapes[batch.shape])
    for key, digest in zip(batch.ids, audit_batches.split(digests), strict=True):
        if key not in present:
            yield Finding(
                "row-missing", batch.table, str(key), "the row was removed behind the program's back"
            )
        elif present[key] != digest.hex():
            yield Finding(
                "row-changed", batch.table, str(key), "the row is not as it was when it was written"
            )


def _digests_of(batch: AuditBatch, columns: list[str]) -> dict[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, {audit.DIGEST} FROM {batch.table} t WHERE t.id = ANY(%s::uuid[])",  # noqa: S608 a declared table
            [columns, batch.ids],
        )
        return dict(cursor.fetchall())


def _check_unsealed(table: SealedTable, result: Batches) -> None:
    late_before = audit_batches.late_before(table)
    for row in audit_batches.unsealed(table):
        result.waiting += 1
        if row.id < late_before:
            words = "no batch has this row: it was added behind the program's back"
            result.findings.append(Finding("row-added", table.name, str(row.id), words))
        elif row.digest not in ("", row.present):
            words = "the row is not as it was when it was written"
            result.findings.append(Finding("row-changed", table.name, str(row.id), words))
