"""Finds what was changed behind the program's back: in the chain, in the daily roots, in the sealed rows and batches."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec
from django.apps import apps
from django.db import connection

from sanjha.kernel import audit, audit_days
from sanjha.kernel.audit_batch_verify import check_batches
from sanjha.kernel.audit_findings import Finding, found_by_services
from sanjha.kernel.audit_shapes import shapes_of
from sanjha.kernel.models import AuditEntry, AuditRoot, AuditStream

BATCH = 500


class Verification(msgspec.Struct, frozen=True):
    """How much was checked and what was found.

    `batched` are the readings and events that batches seal; `waiting` those that came since the last one: only their
    own digest and the store's refusal to change them protect these, so that a removed one is not missed.
    """

    entries: int
    streams: int
    rows: int
    days: int
    batched: int
    waiting: int
    findings: list[Finding]


class Seal(msgspec.Struct, frozen=True):
    """What a row looked like after the newest deed on it: the shape's name, the digest, and the id of its entry (which sorts by time)."""

    shape: str
    digest: str
    entry: bytes


Seals = dict[tuple[str, str], Seal]
Progress = Callable[[int], None]


def verify(progress: Progress = lambda _done: None) -> Verification:
    """Check everything; `progress` is told how many entries and rows are done since the last call."""
    seals: Seals = {}
    findings, entries, streams = _check_chains(seals, progress)
    findings += _check_days()
    findings += _check_rows(seals, progress)
    batches = check_batches(progress)
    findings += batches.findings
    findings += found_by_services()
    return Verification(
        entries=entries,
        streams=streams,
        rows=len(seals),
        days=AuditRoot.objects.count(),
        batched=batches.sealed,
        waiting=batches.waiting,
        findings=findings,
    )


def _check_chains(seals: Seals, progress: Progress) -> tuple[list[Finding], int, int]:
    heads = {
        stream: (length, head)
        for stream, length, head in AuditStream.objects.values_list("stream", "length", "head")
    }
    findings: list[Finding] = []
    stream, number, previous, count = "", 0, "", 0
    ends: dict[str, tuple[int, str]] = {}
    for entry in AuditEntry.objects.order_by("stream", "number").iterator(chunk_size=BATCH):
        if entry.stream != stream:
            stream, number, previous = entry.stream, 0, ""
        findings += _check_entry(entry, number + 1, previous)
        # The chain goes on from the hash as kept, so that one changed row is named once.
        number, previous = entry.number, entry.hash
        ends[stream] = (number, previous)
        _collect_seals(entry, seals)
        count += 1
        if count % BATCH == 0:
            progress(BATCH)
    findings += [
        Finding(
            "audit-end-changed", "kernel_auditstream", name, "the stream does not end where its head says"
        )
        for name in sorted(heads.keys() | ends.keys())
        if heads.get(name) != ends.get(name)
    ]
    return findings, count, len(ends)


def _check_entry(entry: AuditEntry, expected: int, previous: str) -> Iterator[Finding]:
    key = f"{entry.stream} #{entry.number}"
    if entry.number != expected:
        yield Finding(
            "audit-entry-missing", "kernel_auditentry", key, f"entry #{expected} of this stream is missing"
        )
    elif audit.link(previous, entry.body) != entry.hash:
        yield Finding(
            "audit-entry-changed", "kernel_auditentry", key, "the entry was changed after it was written"
        )
    if not _columns_repeat_body(entry):
        yield Finding(
            "audit-entry-changed",
            "kernel_auditentry",
            key,
            "a column no longer says what the entry's body says",
        )


def _columns_repeat_body(entry: AuditEntry) -> bool:
    try:
        body = json.loads(entry.body)
        return (
            body["id"] == str(entry.pk)
            and body["stream"] == entry.stream
            and body["actor"] == entry.actor
            and body["action"] == entry.action
            and datetime.fromisoformat(body["at"]) == entry.at
        )
    except (ValueError, KeyError, TypeError):
        return False


def _collect_seals(entry: AuditEntry, seals: Seals) -> None:
    """The newest seal of each row counts. Ids are made in time's order, streams are not read in it: compare."""
    try:
        rows = json.loads(entry.body)["rows"]
    except (ValueError, KeyError):
        return
    for table, key, shape, digest in rows:
        seal = Seal(shape, digest, entry.pk.bytes)
        known = seals.get((table, key))
        if known is None or seal.entry > known.entry:
            seals[table, key] = seal


def _check_days() -> Iterator[Finding]:
    for kept in AuditRoot.objects.order_by("day"):
        if not audit_days.is_signed_by_us(kept):
            yield Finding(
                "audit-root-unsigned",
                "kernel_auditroot",
                str(kept.day),
                "the signature of this day's root does not hold",
            )
        elif audit_days.root_of(kept.day) != (kept.size, kept.root):
            yield Finding(
                "audit-day-changed",
                "kernel_auditroot",
                str(kept.day),
                "entries of this day are not those that were signed",
            )


def _check_rows(seals: Seals, progress: Progress) -> Iterator[Finding]:
    by_table: dict[str, dict[str, Seal]] = {}
    for (table, key), seal in seals.items():
        by_table.setdefault(table, {})[key] = seal
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table, sealed in sorted(by_table.items()):
        model = models.get(table)
        if model is None:
            yield Finding("table-missing", table, "", "rows of this table were sealed, and the table is gone")
            continue
        yield from _check_table(table, audit.key_column(model), sealed, progress)


def _check_table(
    table: str, key_column: str, sealed: dict[str, Seal], progress: Progress
) -> Iterator[Finding]:
    shapes = shapes_of(table)
    present: set[str] = set()
    for shape in sorted({seal.shape for seal in sealed.values()}):
        if shape not in shapes:
            yield Finding(
                "shape-unknown", table, shape, "the columns at the time of sealing are not on record"
            )
            continue
        # All rows are digested: one that no deed ever sealed was added behind the program's back.
        with connection.cursor() as cursor:
            cursor.execute(audit.digest_query(table, key_column), [shape, shapes[shape]])
            while rows := cursor.fetchmany(BATCH):
                progress(len(rows))
                for _table, key, _shape, digest in rows:
                    present.add(key)
                    if key in sealed and sealed[key].shape == shape and sealed[key].digest != digest:
                        yield Finding("row-changed", table, key, "the row is not as its last deed left it")
    for key in sorted(sealed.keys() - present):
        yield Finding("row-missing", table, key, "the row was removed behind the program's back")
    for key in sorted(present - sealed.keys()):
        yield Finding("row-added", table, key, "no deed on record wrote this row")
