"""What the deeds of an office's administrator have in common: the right to the officer's account, and the account, locked."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules
from sanjha.identity.contract import office_chain
from sanjha.identity.models import Account
from sanjha.kernel.actors import Actor, Holding, holdings_of
from sanjha.kernel.errors import NotFound


def check_may_administer(actor: Actor, account_id: UUID) -> None:
    """Asks the register of offices, so it stands before the transaction.

    Raises NotFound, or NotPermitted unless the actor administers an office of the officer's.
    """
    account = Account.objects.filter(pk=account_id, kind=Account.Kind.OFFICER).first()
    if account is None or account.officer_id is None:
        raise NotFound(_("There is no such account."))
    rules.check_may_administer(actor, account, offices_above(holdings_of(account.officer_id).values()))


def locked_account(account_id: UUID) -> Account:
    """The account that `check_may_administer` has found, locked in the caller's transaction."""
    return Account.objects.select_for_update().get(pk=account_id)


def offices_above(posts: Iterable[Holding]) -> set[UUID]:
    """The offices of these posts and all offices above them."""
    return {above for office in {held.office for held in posts} for above in office_chain(office)}
