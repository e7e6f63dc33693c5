"""Enter a record into a registry."""

from typing import Any

from django.db import IntegrityError, transaction

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.registries import rules, writing
from sanjha.registries.models import Row, Version


def create_row(*, version: Version, content: dict[str, Any], actor: Actor, client: str = "") -> Row:
    """The new record; one that holds exactly this stays as it is, so that the request may be repeated.

    Raises BadData when the schema does not permit it, Conflict when another record has its primary key, and
    NotPermitted unless the system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    try:
        with transaction.atomic(durable=True):
            held = (
                Version.objects.select_for_update(of=("self",)).select_related("registry").get(pk=version.pk)
            )
            row, also = writing.new_row(held, content)
            standing = Row.objects.filter(version=held, key=row.key, deleted_at__isnull=True).first()
            if standing is not None:
                return _the_same(standing, row)
            row.save(force_insert=True)
            writing.record(actor, "ROW_CREATED", held, [row, *also], client=client)
    except IntegrityError:
        raise Conflict(f"a record with the same {version.key_field} exists") from None
    return row


def _the_same(standing: Row, wanted: Row) -> Row:
    if standing.data != wanted.data:
        raise Conflict(f"a record with the primary key {wanted.key} exists")
    return standing
