"""Enter an application that a department runs elsewhere."""

from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.architecture import rules
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.rules import ApplicationData
from sanjha.kernel import audit, facts
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict


def enter_application(*, data: ApplicationData, actor: Actor) -> OutsideApplication:
    """The application in the inventory, with its history begun.

    Raises NotPermitted for others than the system, the chief architect and administrators, DomainError naming the
    field, Conflict for a code that stands already.
    """
    rules.check_may_keep(actor)
    rules.check_application(data, services=settings.SERVICES, known=facts.declared_facts())
    with transaction.atomic(durable=True):
        row, created = OutsideApplication.objects.get_or_create(code=data.code, defaults=_columns(data))
        if not created:
            raise Conflict(_("This code stands in the inventory already."), code="taken", field="code")
        record(row, "APPLICATION_ENTERED", actor, reason=data.source)
    return row


def _columns(data: ApplicationData) -> dict[str, object]:
    return asdict(data) | {"masters": list(data.masters), "collects": list(data.collects)}


def put(row: OutsideApplication, data: ApplicationData) -> None:
    """The data into the row's columns, not yet saved."""
    for name, value in _columns(data).items():
        setattr(row, name, value)


def record(row: OutsideApplication, action: str, actor: Actor, **details: object) -> None:
    """The deed's entry in the row's own stream, last in its transaction: the history on its page."""
    audit.record(actor, action, stream=row.id, rows=[row], code=row.code, **details)
