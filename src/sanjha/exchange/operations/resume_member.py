"""Open the door for a member again."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_queries, member_rules, rules
from sanjha.exchange.events import MemberResumed
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.register_member import record_change
from sanjha.kernel import clock, events
from sanjha.kernel.actors import Actor


def resume_member(*, member_id: UUID, reason: str, actor: Actor) -> Member:
    """The member may call again, as far as its grants go.

    Raises NotFound, DomainError without a reason, Conflict when it is active, NotPermitted for other actors than the
    system and administrators.
    """
    rules.check_may_administer(actor)
    member_rules.check_has_reason(reason)
    with transaction.atomic(durable=True):
        member = member_queries.the_member(member_id, locked=True)
        member_rules.check_can_resume(member)
        member.state, member.state_reason = Member.State.ACTIVE, ""
        member.save(update_fields=["state", "state_reason"])
        events.publish(MemberResumed(member.id, clock.now()))
        record_change(member, MemberChange.What.RESUMED, actor, reason=reason)
    return member
