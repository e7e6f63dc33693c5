"""An administrator agrees to a new key that the department handed in."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import member_queries, rules
from sanjha.exchange.models import HandedKey, Member, MemberChange
from sanjha.exchange.operations.register_member import check_key_is_new, record_change
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotPermitted


def agree_key(*, key_id: UUID, actor: Actor) -> Member:
    """The new key counts at once, the old one and its tokens no more. `key_id` names exactly the key that was looked at.

    Raises Conflict when it was answered or replaced, or a member has it by now; NotPermitted for others than
    administrators, for whoever handed it in and for whoever keeps the system.
    """
    rules.check_may_administer(actor)
    with transaction.atomic(durable=True):
        handed, member = locked_key(key_id)
        check_other_side(handed, member, actor)
        check_key_is_new(handed.public_key)
        member.public_key, member.key_since = handed.public_key, clock.now()
        member.save(update_fields=["public_key", "key_since"])
        member.tokens.all().delete()
        handed.delete()
        record_change(member, MemberChange.What.KEY_CHANGED, actor, reason=handed.reason)
    return member


def locked_key(key_id: UUID) -> tuple[HandedKey, Member]:
    """The member's row first, as hand_in_key locks it."""
    found = HandedKey.objects.filter(pk=key_id).first()
    member = member_queries.the_member(found.member_id, locked=True) if found else None
    handed = HandedKey.objects.filter(pk=key_id).first() if member else None
    if handed is None or member is None:
        raise Conflict(_("This key was answered or replaced meanwhile."), code="answered")
    return handed, member


def check_other_side(handed: HandedKey, member: Member, actor: Actor) -> None:
    """Raises NotPermitted for whoever handed the key in or keeps the system."""
    if handed.by == actor.label:
        raise NotPermitted(_("Somebody else must answer what you asked for yourself."), code="own-request")
    rules.check_is_other_side(member, actor)
