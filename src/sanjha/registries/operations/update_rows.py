"""Change the records that a query finds."""

from typing import Any

from django.db import IntegrityError, transaction

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound
from sanjha.registries import queries, rules, writing
from sanjha.registries.models import Row, Version

MOST = 10_000
"""Records that one request changes."""


def update_rows(
    *,
    version: Version,
    query: dict[str, Any],
    content: dict[str, Any],
    actor: Actor,
    only_one: bool = True,
    client: str = "",
) -> list[Row]:
    """Write `content` into the record (or into all, unless `only_one`) that the query finds; gives them.

    One record is found by its primary key when the query has it, else by all that the query says. Saying it again
    succeeds: what holds the content already is left as it is. Raises NotFound when one is wanted and neither the
    query nor the content finds it, BadRequest for a query that says nothing or finds too many, BadData, Conflict, and
    NotPermitted unless the system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    try:
        with transaction.atomic(durable=True):
            rows = _wanted(version, query, content) if only_one else _all(version, query)
            written: list[writing.Written] = []
            for row in rows:
                written += writing.changed(row, version, content, actor=actor, client=client)
            writing.record(actor, "ROWS_CHANGED", version, written, client=client)
    except IntegrityError:
        raise Conflict(f"another record has the same {version.key_field}") from None
    return rows


def found_row(version: Version, query: dict[str, Any]) -> Row | None:
    """The record that the query means, locked. Raises BadRequest when the query says nothing."""
    if not query:
        raise rules.BadRequest("query.content names no field", field="query")
    if query.get(version.key_field) not in (None, ""):
        rows = queries.rows_of(version).filter(key=rules.key_of(query, version.key_field))
    else:
        rows = queries.matching(version, query)
    return rows.select_for_update(of=("self",)).first()


def _wanted(version: Version, query: dict[str, Any], content: dict[str, Any]) -> list[Row]:
    row = found_row(version, query)
    if row is None:
        row = queries.matching(version, content).select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound("no record found")
    return [row]


def _all(version: Version, query: dict[str, Any]) -> list[Row]:
    if not query:
        raise rules.BadRequest("query.content names no field", field="query")
    rows = list(queries.matching(version, query).select_for_update(of=("self",))[: MOST + 1])
    if len(rows) > MOST:
        raise rules.BadRequest(f"the query finds more than {MOST} records", field="query")
    return rows
