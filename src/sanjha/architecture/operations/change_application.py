"""Change what the inventory says of a department's application."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.architecture import queries, rules
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.operations.enter_application import put, record
from sanjha.architecture.rules import ApplicationData
from sanjha.kernel import facts
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def change_application(
    *, application_id: UUID, data: ApplicationData, reason: str, actor: Actor
) -> OutsideApplication:
    """The application as it is now; what stood before stands in its history, with the reason.

    Raises NotFound, NotPermitted for others than keepers, DomainError naming the field: for a value that is not in
    order, another code (it is what others know the application by), no reason, or no change at all.
    """
    rules.check_may_keep(actor)
    rules.check_has_reason(reason)
    rules.check_application(data, services=settings.SERVICES, known=facts.declared_facts())
    with transaction.atomic(durable=True):
        row = queries.outside_application(application_id, locked=True)
        changed = rules.changes(queries.data_of(row), data)
        if "code" in changed:
            raise DomainError(_("A code stays as it was entered."), code="code", field="code")
        if not changed:
            raise DomainError(_("Nothing was changed."), code="unchanged")
        put(row, data)
        row.save()
        record(row, "APPLICATION_CHANGED", actor, reason=reason, changes=changed)
    return row
