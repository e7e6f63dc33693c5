"""Shut the door for a member."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_queries, member_rules, rules
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.register_member import record_change
from sanjha.kernel.actors import Actor


def suspend_member(*, member_id: UUID, reason: str, actor: Actor) -> Member:
    """Every call is refused from now on; tokens are void; grants stay for the day on which the member resumes.

    Raises NotFound, DomainError without a reason, Conflict when it is suspended already, NotPermitted for other actors
    than the system and administrators.
    """
    rules.check_may_administer(actor)
    member_rules.check_has_reason(reason)
    with transaction.atomic(durable=True):
        member = member_queries.the_member(member_id, locked=True)
        member_rules.check_can_suspend(member)
        member.state, member.state_reason = Member.State.SUSPENDED, reason
        member.save(update_fields=["state", "state_reason"])
        member.tokens.all().delete()
        record_change(member, MemberChange.What.SUSPENDED, actor, reason=reason)
    return member
