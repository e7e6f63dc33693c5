"""Binds the registries' contract to their queries."""

from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.contracts import Purpose, provides
from sanjha.kernel.errors import NotFound
from sanjha.registries import contract, queries


@provides(contract.get_record)
def _get_record(*, register: str, key: str, subject: UUID, purpose: Purpose) -> contract.Record:
    version = queries.newest_published(register)
    if version is None:
        raise NotFound(_("There is no register of this name."), code="no-register")
    row = queries.row_by_key(version, key)
    return contract.Record(
        register=register, key=key, subject=subject, content=row.data, changed_at=row.changed_at
    )


@provides(contract.keeps_register)
def _keeps_register(*, register: str) -> bool:
    return queries.newest_published(register) is not None
