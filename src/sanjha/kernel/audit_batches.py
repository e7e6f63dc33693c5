"""Seals rows that come too often for an audit entry each: readings and events, many under one entry.

A row of a declared table gets its digest from the store when it is inserted, and the store refuses to change it. Every
minute a batch takes down the ids and digests of the rows that are in none yet; the batch with its Merkle root (RFC 9162)
is sealed by an audit entry, and so by the signed root of the day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, models, transaction

from sanjha.kernel import actors, audit, clock, merkle
from sanjha.kernel.models import AuditBatch, AuditShape, OutboxEvent

MOST = 5000
"""Rows in one batch."""
LATE = timedelta(minutes=30)
"""An id is made before its transaction ends. What is so much older than the newest sealed row came by another way."""
DIGEST_BYTES = 32

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True)
class SealedTable:
    """A table and those of its columns that never change; others (how often an event was tried) may."""

    model: type[models.Model]
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def shape(self) -> str:
        return audit.fingerprint(self.name, self.columns)


@dataclass(frozen=True)
class Unsealed:
    """A row in no batch: the digest it got when it came ("" for one older than digests) and the one it has now."""

    id: UUID
    digest: str
    present: str


_tables: dict[str, SealedTable] = {}


def declare(model: type[models.Model], *, columns: Iterable[str]) -> None:
    """Have a table's rows sealed in batches. Its migration lays the triggers of the same columns on it."""
    table = SealedTable(model, tuple(sorted(columns)))
    _tables[table.name] = table


def declared() -> list[SealedTable]:
    return [_tables[name] for name in sorted(_tables)]


declare(OutboxEvent, columns=["id", "kind", "version", "payload", "request_id", "happened_at"])


def seal_all() -> int:
    """Seal what stands in no batch. Returns how many rows were sealed."""
    return sum(_seal(table) for table in declared())


def seal_late(model: type[models.Model], keys: Iterable[UUID]) -> None:
    """Seal rows at once, inside the caller's transaction, that were made long ago in another unit and have just come.

    Nothing is done for rows that the next batch takes in any case.
    """
    table = _tables[model._meta.db_table]
    late = [key for key in keys if key < late_before(table)]
    if not late:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, t.digest, {audit.DIGEST} FROM {table.name} t WHERE t.id = ANY(%s::uuid[]) ORDER BY t.id",  # noqa: S608 names come from models
            [list(table.columns), late],
        )
        rows = [Unsealed(*row) for row in cursor.fetchall()]
    _close(table, rows)


def _seal(table: SealedTable) -> int:
    total = 0
    while True:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute(_LOCK, [f"audit-batches {table.name}"])
            rows = list(unsealed(table, since=late_before(table), most=MOST))
            if rows:
                _close(table, rows)
        total += len(rows)
        if len(rows) < MOST:
            return total


def _close(table: SealedTable, rows: list[Unsealed]) -> None:
    ids = [row.id for row in rows]
    digests = b"".join(bytes.fromhex(row.digest or row.present) for row in rows)
    AuditShape.objects.get_or_create(
        fingerprint=table.shape, defaults={"table": table.name, "columns": list(table.columns)}
    )
    batch = AuditBatch.objects.create(
        table=table.name,
        shape=table.shape,
        size=len(rows),
        last=ids[-1],
        ids=ids,
        digests=digests,
        root=root_of(ids, digests),
        sealed_at=clock.now(),
    )
    audit.record(
        actors.SYSTEM,
        "ROWS_SEALED",
        stream=f"batches.{table.name}",
        rows=[batch],
        size=batch.size,
        root=batch.root,
    )


def root_of(ids: Iterable[UUID], digests: bytes) -> str:
    """The Merkle root; each leaf is a row's id followed by its digest."""
    return merkle.root([key.bytes + digest for key, digest in zip(ids, split(digests), strict=True)]).hex()


def split(digests: bytes) -> list[bytes]:
    return [digests[start : start + DIGEST_BYTES] for start in range(0, len(digests), DIGEST_BYTES)]


def late_before(table: SealedTable) -> UUID:
    """No row with a smaller id can still be on its way into the store; with no batch yet, the smallest id there is."""
    newest = (
        AuditBatch.objects.filter(table=table.name).order_by("-last").values_list("last", flat=True).first()
    )
    if newest is None:
        return UUID(int=0)
    # The first 48 bits of a UUIDv7 are its milliseconds (RFC 9562, section 5.7).
    milliseconds = (newest.int >> 80) - int(LATE.total_seconds() * 1000)
    return UUID(int=max(milliseconds, 0) << 80)


def unsealed(table: SealedTable, *, since: UUID = UUID(int=0), most: int | None = None) -> Iterator[Unsealed]:  # noqa: B008 a value
    """The rows in no batch, in the order of their ids; `since` is the smallest id that is looked at."""
    limit = f"LIMIT {most:d}" if most else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH batched AS MATERIALIZED (
              SELECT unnest(ids) AS id FROM kernel_auditbatch WHERE "table" = %s AND last >= %s)
            SELECT t.id, t.digest, {audit.DIGEST} FROM {table.name} t
            WHERE t.id >= %s AND NOT EXISTS (SELECT 1 FROM batched WHERE batched.id = t.id)
            ORDER BY t.id {limit}
            """,  # noqa: S608 names come from models
            [table.name, since, list(table.columns), since],
        )
        while found := cursor.fetchmany(MOST):
            for row in found:
                yield Unsealed(*row)
