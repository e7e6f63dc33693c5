"""End stays: this one, another one of the same account, or all but this one."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules, visits
from sanjha.identity.models import Account, SignIn
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


def sign_out(*, sign_in_id: UUID, actor: Actor, elsewhere: bool = False) -> None:
    """End one of the actor's own stays; a second time changes nothing. Raises NotFound for somebody else's."""
    with transaction.atomic(durable=True):
        sign_in = (
            SignIn.objects.select_for_update()
            .filter(pk=sign_in_id, account_id=rules.own_account_id(actor))
            .first()
        )
        if sign_in is None:
            raise NotFound(_("There is no such sign-in."))
        if sign_in.ended_at is not None:
            return
        sign_in.ended_at = clock.now()
        sign_in.end_reason = SignIn.End.SIGNED_OUT_ELSEWHERE if elsewhere else SignIn.End.SIGNED_OUT
        sign_in.save(update_fields=["ended_at", "end_reason"])
        audit.record(actor, "SIGNED_OUT", stream=sign_in.account_id, sign_in=sign_in.id)


def sign_out_everywhere_else(*, sign_in_id: UUID, actor: Actor) -> int:
    """End all of the actor's stays but the one given; how many were ended."""
    with transaction.atomic(durable=True):
        account = Account.objects.select_for_update().get(pk=rules.own_account_id(actor))
        ended = visits.end_all(account, SignIn.End.SIGNED_OUT_ELSEWHERE, but=sign_in_id)
        audit.record(actor, "SIGNED_OUT_ELSEWHERE", stream=account.id, ended=ended)
    return ended
