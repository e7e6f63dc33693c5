"""Say which office's keeper of systems answers for a member."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_queries, rules
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.register_member import record_change
from sanjha.kernel.actors import Actor


def set_head_office(*, member_id: UUID, head_office: str, actor: Actor) -> Member:
    """From now on that office's keeper sees the member, nobody's when empty.

    Raises NotFound, NotPermitted for others than the system and administrators.
    """
    rules.check_may_administer(actor)
    with transaction.atomic(durable=True):
        member = member_queries.the_member(member_id, locked=True)
        former, member.head_office = member.head_office, head_office
        member.save(update_fields=["head_office"])
        record_change(
            member, MemberChange.What.OFFICE, actor, reason=f"{former or '–'} → {head_office or '–'}"
        )
    return member
