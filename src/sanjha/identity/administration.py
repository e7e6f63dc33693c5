"""What the deeds of an office's administrator have in common: the officer's account, locked, and the right to it."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules
from sanjha.identity.contract import office_chain
from sanjha.identity.models import Account
from sanjha.kernel.actors import Actor, Holding, holdings_of
from sanjha.kernel.errors import NotFound


def account_under(actor: Actor, account_id: UUID) -> Account:
    """The officer's account, locked in the caller's transaction.

    Raises NotFound, or NotPermitted unless the actor administers an office of the officer's.
    """
    account = Account.objects.select_for_update().filter(pk=account_id, kind=Account.Kind.OFFICER).first()
    if account is None or account.officer_id is None:
        raise NotFound(_("There is no such account."))
    rules.check_may_administer(actor, account, offices_above(holdings_of(account.officer_id).values()))
    return account


def offices_above(posts: Iterable[Holding]) -> set[UUID]:
    """The offices of these posts and all offices above them."""
    return {above for office in {held.office for held in posts} for above in office_chain(office)}
