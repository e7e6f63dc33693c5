"""Enter an office into the register."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound
from sanjha.kernel.text import Text
from sanjha.offices import rules
from sanjha.offices.events import OfficeCreated
from sanjha.offices.models import Department, Office
from sanjha.offices.queries import chain_of
from sanjha.places import contract as places

NO_ADDRESS = Text("")


@dataclass(frozen=True)
class OfficeData:
    """An office as an administrator describes it. An empty place means the whole state."""

    code: str
    kind: str
    department: str
    name: Text
    place: str = ""
    address: Text = NO_ADDRESS
    parent: UUID | None = None


def create_office(*, data: OfficeData, actor: Actor) -> Office:
    """A new office below another, or at the top.

    Raises NotPermitted unless the actor administers the parent (any office, for one at the top), Conflict when the code
    is taken, NotFound for an unknown place or parent, DomainError naming the wrong field or a closed parent.
    """
    if data.place:
        places.get_place(code=data.place)
    code = rules.clean_office_code(data.code)
    name = rules.clean_names(data.name, "name")
    if data.kind not in Office.Kind.values:
        raise DomainError(_("Choose a kind of the list."), code="unknown", field="kind")
    with transaction.atomic(durable=True):
        if data.parent is None:
            rules.check_administers(actor)
        else:
            rules.check_may_administer(
                actor, chain_of(open_office(data.parent, field="parent").id), field="parent"
            )
        department = Department.objects.filter(code=data.department).first()
        if department is None:
            raise DomainError(_("Choose a department of the list."), code="unknown", field="department")
        office, made = Office.objects.get_or_create(
            code=code,
            defaults={
                "kind": data.kind,
                "department": department,
                "parent_id": data.parent,
                "name_en": name.en,
                "name_pa": name.pa,
                "name_hi": name.hi,
                "address_en": rules.clean(data.address.en, "address_en", longest=200, required=False),
                "address_pa": rules.clean(data.address.pa, "address_pa", longest=200, required=False),
                "place": data.place,
            },
        )
        if not made:
            raise Conflict(_("The code %(code)s is taken.") % {"code": code}, code="taken", field="code")
        events.publish(OfficeCreated(office.id, code, office.kind))
        audit.record(actor, "OFFICE_CREATED", stream=office.id, rows=[office])
    return office


def open_office(office_id: UUID, *, field: str = "office") -> Office:
    """The office, locked until the transaction ends, so that it is not closed meanwhile.

    Raises NotFound, DomainError when it is closed.
    """
    office = locked_office(office_id, field=field)
    if not office.is_active:
        raise DomainError(_("This office is closed."), code="office-closed", field=field)
    return office


def locked_office(office_id: UUID, *, field: str = "office") -> Office:
    """The office, its row locked until the transaction ends. Raises NotFound."""
    try:
        return Office.objects.select_for_update(no_key=True).get(id=office_id)
    except Office.DoesNotExist:
        raise NotFound(_("There is no such office."), field=field) from None
