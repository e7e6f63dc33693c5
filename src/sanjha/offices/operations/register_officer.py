"""Enter an officer into the register, by the number of the human-resource system."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.offices import rules
from sanjha.offices.events import OfficerRegistered
from sanjha.offices.models import Officer


def register_officer(
    *, employee_no: str, name: Text, actor: Actor, mobile: str = "", officer_id: UUID | None = None
) -> Officer:
    """A new officer without a post. `officer_id` makes a repeated request harmless.

    Raises NotPermitted unless the actor administers offices, Conflict when the employee number is taken, DomainError
    naming the wrong field.
    """
    rules.check_administers(actor)
    employee_no = rules.clean_code(employee_no, longest=20, field="employee_no")
    name = rules.clean_names(name, "name", hindi=False)
    mobile = rules.clean_mobile(mobile)
    with transaction.atomic(durable=True):
        officer, made = Officer.objects.get_or_create(
            employee_no=employee_no,
            defaults={"id": officer_id or new_id(), "name_en": name.en, "name_pa": name.pa, "mobile": mobile},
        )
        if not made and officer.id != officer_id:
            raise Conflict(
                _("The employee number %(number)s is taken.") % {"number": employee_no},
                code="taken",
                field="employee_no",
            )
        if made:
            events.publish(OfficerRegistered(officer.id, employee_no))
            audit.record(actor, "OFFICER_REGISTERED", stream=officer.id, rows=[officer])
    return officer
