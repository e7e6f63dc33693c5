"""The department names another engineer in charge of its system."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import member_queries
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.register_member import record_change
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def change_contact(*, member_id: UUID, contact_name: str, contact_email: str, actor: Actor) -> Member:
    """The new contact counts at once; the former one stands in the history.

    Raises NotFound and NotPermitted for others than whoever keeps the system, DomainError without name or address, or when
    they are the ones already: the history tells of changes only.
    """
    for name, value in (("contact_name", contact_name), ("contact_email", contact_email)):
        if not value.strip():
            raise DomainError(_("Name the engineer in charge."), code="contact", field=name)
    with transaction.atomic(durable=True):
        member = member_queries.kept_member(member_id, actor)
        if (member.contact_name, member.contact_email) == (contact_name, contact_email):
            raise DomainError(
                _("Nothing is different: this is the engineer in charge already."),
                code="unchanged",
                field="contact_name",
            )
        former = f"{member.contact_name}, {member.contact_email}"[:300]
        member.contact_name, member.contact_email = contact_name, contact_email
        member.save(update_fields=["contact_name", "contact_email"])
        record_change(member, MemberChange.What.CONTACT, actor, reason=former)
    return member
