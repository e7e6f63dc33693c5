"""Take a record out of a registry."""

from django.db import transaction

from sanjha.kernel.actors import Actor
from sanjha.registries import queries, rules, writing
from sanjha.registries.models import Version


def delete_row(*, version: Version, key: str, actor: Actor, client: str = "") -> bool:
    """Delete the record with this primary key; its history stays. False when there is none: saying it again is no error.

    Raises NotPermitted unless the system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        row = queries.rows_of(version).select_for_update(of=("self",)).filter(key=key).first()
        if row is None:
            return False
        former = writing.former_of(row, actor=actor, client=client)
        former.save(force_insert=True)
        row.revision, row.changed_at, row.deleted_at = row.revision + 1, former.changed_at, former.changed_at
        row.save(update_fields=["revision", "changed_at", "deleted_at"])
        writing.record(actor, "ROW_DELETED", version, [row, former], client=client)
    return True
