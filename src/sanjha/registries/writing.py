"""Rows as they are written: checked against the schema, with what they were before. Inside the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.registries import rules, schemas
from sanjha.registries.models import FormerRow, Row, Version

Written = Row | FormerRow | Version


def checked_schema(version: Version) -> dict[str, Any]:
    """The version's schema as data are checked against it."""
    plain: dict[str, Any] = schemas.in_plain_json_schema(version.schema)
    return plain


def new_row(version: Version, content: dict[str, Any]) -> tuple[Row, list[Written]]:
    """The record, not yet saved, and what is to be sealed with it.

    A missing primary key is made from the version's next index: lock the version first.
    """
    data, also = dict(content), list[Written]()
    if data.get(version.key_field) in (None, ""):
        version.last_index += 1
        data[version.key_field] = rules.made_key(
            version.schema, version.key_field, version.registry.name, version.last_index
        )
        version.save(update_fields=["last_index"])
        also.append(version)
    schemas.check_data(checked_schema(version), data)
    now = clock.now()
    row = Row(
        version=version, key=rules.key_of(data, version.key_field), data=data, created_at=now, changed_at=now
    )
    return row, also


def changed(
    row: Row, version: Version, content: dict[str, Any], *, actor: Actor, client: str
) -> list[Written]:
    """Change the record to hold `content` too; gives what was written, nothing when it holds all that already."""
    data = row.data | content
    if data == row.data:
        return []
    schemas.check_data(checked_schema(version), data)
    key = rules.key_of(data, version.key_field)
    if key != row.key and Row.objects.filter(version=version, key=key, deleted_at__isnull=True).exists():
        raise Conflict(f"{version.key_field}: another record has {key}", field=version.key_field)
    former = former_of(row, actor=actor, client=client)
    row.key, row.data = key, data
    row.revision, row.changed_at = row.revision + 1, former.changed_at
    former.save(force_insert=True)
    row.save(update_fields=["key", "data", "revision", "changed_at"])
    return [row, former]


def former_of(row: Row, *, actor: Actor, client: str) -> FormerRow:
    """What the row is now, to be kept."""
    return FormerRow(
        row=row,
        revision=row.revision,
        data=row.data,
        changed_at=clock.now(),
        changed_by=actor.label,
        client=client,
    )


def record(actor: Actor, deed: str, version: Version, written: Sequence[Written], *, client: str) -> None:
    """The audit entry of rows that were written; none when nothing was."""
    if written:
        audit.record(actor, deed, stream=f"registry.{version.registry_id}", rows=written, client=client)
