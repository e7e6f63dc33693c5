"""Take over a file of records: all of it or nothing."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.registries import queries, rules, schemas, writing
from sanjha.registries.models import Row, Version
from sanjha.registries.row_files import BadLine, read_rows


@dataclass(frozen=True)
class RowsReport:
    """What a file did to the registry; `errors` are its wrong lines, and with any nothing was written."""

    created: int
    changed: int
    unchanged: int
    errors: list[str]


def load_rows(*, version: Version, path: Path, actor: Actor) -> RowsReport:
    """Enter the file's records; those whose primary key stands already are changed. The same file again changes nothing.

    Records that are not in the file stay. Raises DomainError for a file that cannot be read, NotPermitted unless the
    system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    listed, errors = _read(version, path)
    if errors:
        return RowsReport(0, 0, 0, errors)
    with transaction.atomic(durable=True):
        held = Version.objects.select_for_update(of=("self",)).select_related("registry").get(pk=version.pk)
        standing = {
            row.key: row
            for row in queries.rows_of(held).filter(key__in=list(listed)).select_for_update(of=("self",))
        }
        created = Row.objects.bulk_create([row for key, row in listed.items() if key not in standing])
        changed = 0
        written: list[writing.Written] = [*created]
        for key, row in listed.items():
            if key in standing:
                pair = writing.changed(standing[key], held, row.data, actor=actor, client="")
                written += pair
                changed += bool(pair)
        writing.record(actor, "ROWS_LOADED", held, written, client="")
    return RowsReport(len(created), changed, len(listed) - len(created) - changed, [])


def _read(version: Version, path: Path) -> tuple[dict[str, Row], list[str]]:
    schema, listed, errors = writing.checked_schema(version), {}, []
    for number, data in read_rows(path, schema):
        if isinstance(data, BadLine):
            errors.append(f"line {number}: {data}")
            continue
        if found := schemas.faults(schema, data):
            errors += [f"line {number}: {fault}" for fault in found]
            continue
        try:
            key = rules.key_of(data, version.key_field)
        except DomainError as error:
            errors.append(f"line {number}: {error}")
            continue
        if key in listed:
            errors.append(f"line {number}: {version.key_field}: {key} stands in the file already")
            continue
        listed[key], _also = writing.new_row(version, data)
    return listed, errors
