"""The department hands in a new key for its system."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_queries, member_rules
from sanjha.exchange.keys import read_public_key
from sanjha.exchange.models import HandedKey, MemberChange
from sanjha.exchange.operations.register_member import check_key_is_new, record_change
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def hand_in_key(*, member_id: UUID, public_key: str, reason: str, actor: Actor) -> HandedKey:
    """Keep the key until an administrator answers: the old one counts meanwhile. One handed in before is replaced.

    Raises NotFound and NotPermitted for others than whoever keeps the system, DomainError for a key that is none or
    without a reason, Conflict when a member has that key already.
    """
    key = read_public_key(public_key)
    member_rules.check_has_reason(reason)
    with transaction.atomic(durable=True):
        member = member_queries.kept_member(member_id, actor)
        check_key_is_new(key)
        HandedKey.objects.filter(member=member).delete()
        handed = HandedKey.objects.create(
            member=member, public_key=key, reason=reason, by=actor.label, at=clock.now()
        )
        record_change(
            member, MemberChange.What.KEY_HANDED, actor, reason=reason, fingerprint=handed.fingerprint
        )
    return handed
