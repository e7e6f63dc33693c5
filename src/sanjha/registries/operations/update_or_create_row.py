"""Change the record that a query finds, or enter it."""

from typing import Any

from django.db import IntegrityError, transaction

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.registries import rules, writing
from sanjha.registries.models import Row, Version
from sanjha.registries.operations.update_rows import found_row


def update_or_create_row(
    *, version: Version, query: dict[str, Any], content: dict[str, Any], actor: Actor, client: str = ""
) -> Row:
    """The record as it stands afterwards. Said again, it changes nothing.

    Raises BadRequest for a query that says nothing, BadData, Conflict when another record has the primary key, and
    NotPermitted unless the system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    try:
        with transaction.atomic(durable=True):
            held = (
                Version.objects.select_for_update(of=("self",)).select_related("registry").get(pk=version.pk)
            )
            row = found_row(held, query)
            if row is None and content.get(held.key_field) not in (None, ""):
                row = found_row(held, content)
            if row is not None:
                written = writing.changed(row, held, content, actor=actor, client=client)
                writing.record(actor, "ROWS_CHANGED", held, written, client=client)
            else:
                row, also = writing.new_row(held, content)
                row.save(force_insert=True)
                writing.record(actor, "ROW_CREATED", held, [row, *also], client=client)
    except IntegrityError:
        raise Conflict(f"another record has the same {version.key_field}") from None
    return row
