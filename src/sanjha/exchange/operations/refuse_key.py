"""An administrator refuses a new key that the department handed in."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_rules, rules
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.agree_key import check_other_side, locked_key
from sanjha.exchange.operations.register_member import record_change
from sanjha.kernel.actors import Actor


def refuse_key(*, key_id: UUID, reason: str, actor: Actor) -> Member:
    """The old key stays.

    Raises DomainError without a reason, Conflict when the key was answered or replaced, NotPermitted for others than
    administrators, for whoever handed it in and for whoever keeps the system.
    """
    rules.check_may_administer(actor)
    member_rules.check_has_reason(reason)
    with transaction.atomic(durable=True):
        handed, member = locked_key(key_id)
        check_other_side(handed, member, actor)
        handed.delete()
        record_change(
            member, MemberChange.What.KEY_REFUSED, actor, reason=reason, fingerprint=handed.fingerprint
        )
    return member
