"""Close an office that has no post and no office below it any more."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.events import OfficeClosed
from sanjha.offices.models import Office
from sanjha.offices.operations.create_office import locked_office
from sanjha.offices.queries import chain_of


def close_office(*, office_id: UUID, order_number: str, actor: Actor) -> Office:
    """The office takes no new post and no office below it; it stays in the register for what was done in it.

    Raises NotPermitted outside the actor's offices, NotFound, Conflict while a post or an office below it is open,
    DomainError when it is closed already.
    """
    order_number = rules.clean(order_number, "order_number", longest=80)
    with transaction.atomic(durable=True):
        office = locked_office(office_id)
        rules.check_may_administer(actor, chain_of(office.id))
        if not office.is_active:
            raise DomainError(_("This office is closed already."), code="office-closed", field="office")
        if office.posts.filter(is_active=True).exists():
            raise Conflict(
                _("Close the posts of this office first."), code="office-has-posts", field="office"
            )
        if office.offices.filter(is_active=True).exists():
            raise Conflict(
                _("Close the offices below this one first."), code="office-has-offices", field="office"
            )
        office.is_active = False
        office.save(update_fields=["is_active"])
        events.publish(OfficeClosed(office.id))
        audit.record(actor, "OFFICE_CLOSED", stream=office.id, rows=[office], order=order_number)
    return office
