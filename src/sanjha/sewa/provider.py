"""Binds the contract to the queries."""

from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.contracts import provides
from sanjha.kernel.errors import NotFound
from sanjha.sewa import contract
from sanjha.sewa.queries import status


@provides(contract.application_status)
def application_status(*, number: str) -> contract.ApplicationStatus:
    found = status.statuses(number=number)
    if not found:
        raise NotFound(_("There is no application with this number."), field="number")
    return found[0]


@provides(contract.application_statuses)
def application_statuses(*, application_ids: list[UUID]) -> list[contract.ApplicationStatus]:
    found = {each.id: each for each in status.statuses(ids=application_ids)}
    return [found[each] for each in application_ids if each in found]
