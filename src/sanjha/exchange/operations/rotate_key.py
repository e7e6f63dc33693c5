"""Give a member a new key."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_queries, member_rules, rules
from sanjha.exchange.keys import read_public_key
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.register_member import check_key_is_new, record_change
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def rotate_key(*, member_id: UUID, public_key: str, reason: str, actor: Actor) -> Member:
    """The new key counts at once, the old one and its tokens no more.

    Raises NotFound, DomainError for a key that is none or without a reason, Conflict when a member has that key
    already, NotPermitted for other actors than the system and administrators.
    """
    rules.check_may_administer(actor)
    member_rules.check_has_reason(reason)
    key = read_public_key(public_key)
    with transaction.atomic(durable=True):
        member = member_queries.the_member(member_id, locked=True)
        check_key_is_new(key)
        member.public_key, member.key_since = key, clock.now()
        member.save(update_fields=["public_key", "key_since"])
        member.tokens.all().delete()
        record_change(member, MemberChange.What.KEY_CHANGED, actor, reason=reason)
    return member
