"""The audit chain: one row for every deed, chained by hash in its stream, sealing the rows the deed wrote."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, models, transaction

from sanjha.kernel import clock, context
from sanjha.kernel.actors import Actor
from sanjha.kernel.ids import new_id

# The head row is locked by its own update, so the hash is taken over the newest head even after a wait.
_APPEND = """
WITH head AS (
  INSERT INTO kernel_auditstream AS s (stream, length, head)
  VALUES (%(stream)s, 1, encode(sha256(convert_to(%(body)s, 'UTF8')), 'hex'))
  ON CONFLICT (stream) DO UPDATE SET
    length = s.length + 1,
    head = encode(sha256(convert_to(s.head || %(body)s, 'UTF8')), 'hex')
  RETURNING length, head)
INSERT INTO kernel_auditentry (id, stream, number, at, actor, action, body, hash)
SELECT %(id)s, %(stream)s, head.length, %(at)s, %(actor)s, %(action)s, %(body)s, head.head FROM head
"""


def record(
    actor: Actor,
    action: str,
    *,
    stream: UUID | str,
    rows: Sequence[models.Model] = (),
    **details: Any,
) -> UUID:
    """Append one entry to the stream's chain, last in the transaction of the deed. Returns the entry's id.

    `rows` are the rows that the deed wrote: their content is sealed, so that a change made behind the
    program's back is found by `sanjha audit verify`. `details` must be serialisable and hold no more
    personal data than the deed needs.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a deed is audited in its own transaction")
    identifier, at = new_id(), clock.now()
    body = canonical_json(
        {
            "id": identifier,
            "stream": str(stream),
            "at": at.isoformat(),
            "actor": actor.label,
            "posts": sorted(str(post) for post in actor.posts),
            "action": action,
            "request": context.request_id(),
            "details": details,
            "rows": seals_of(rows),
        }
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            {
                "id": identifier,
                "stream": str(stream),
                "at": at,
                "actor": actor.label,
                "action": action,
                "body": body,
            },
        )
    return identifier


def canonical_json(value: Any) -> str:
    """The one way in which a value is written for hashing: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(msgspec.to_builtins(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(previous: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash (empty for the first) and the body."""
    return sha256((previous + body).encode()).hexdigest()


def columns_of(model: type[models.Model]) -> list[str]:
    return sorted(str(field.column) for field in model._meta.local_concrete_fields)


def key_column(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def fingerprint(table: str, columns: Iterable[str]) -> str:
    """Names a table's shape (its columns), so that a seal stays checkable after a column was added."""
    return sha256(canonical_json([table, list(columns)]).encode()).hexdigest()[:16]


def seals_of(rows: Sequence[models.Model]) -> list[list[str]]:
    """[table, key, shape, digest] for each row, the digest taken by the store over the row as it stands there."""
    by_model: dict[type[models.Model], list[str]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(str(row.pk))
    if not by_model:
        return []
    parts: list[str] = []
    arguments: list[Any] = []
    for model, keys in by_model.items():
        table, key = model._meta.db_table, key_column(model)
        parts.append(digest_query(table, key) + f" WHERE t.{_quoted(key)}::text = ANY(%s)")
        arguments += [fingerprint(table, columns_of(model)), columns_of(model), keys]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY 1, 2", arguments)
        return [list(found) for found in cursor.fetchall()]


DIGEST = (
    "encode(sha256(convert_to((SELECT jsonb_object_agg(e.key, e.value)::text"
    " FROM jsonb_each(to_jsonb(t)) e WHERE e.key = ANY(%s)), 'UTF8')), 'hex')"
)
"""SQL: the digest of the row `t` over the columns that it takes."""


def digest_query(table: str, key: str) -> str:
    """SQL: table, key, shape, digest of rows `t`; takes the shape's fingerprint and its columns."""
    return f"SELECT '{table}', t.{_quoted(key)}::text, %s, {DIGEST} FROM {_quoted(table)} t"  # noqa: S608 names come from models


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
