"""Close an officer's account when the officer leaves the service, and open it again on return."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity.models import Account
from sanjha.identity.operations.lock_account import admit, bar
from sanjha.kernel import audit
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


def close_account(*, officer_id: UUID, actor: Actor) -> None:
    """Bar the account and end its stays; a second time changes nothing. Raises NotFound."""
    with transaction.atomic(durable=True):
        account = _of(officer_id)
        if account.state != Account.State.CLOSED:
            bar(account, Account.State.CLOSED)
            audit.record(actor, "ACCOUNT_CLOSED", stream=account.id, rows=[account])


def reopen_account(*, officer_id: UUID, actor: Actor) -> None:
    """Open a closed account; one that is locked stays locked. Raises NotFound."""
    with transaction.atomic(durable=True):
        account = _of(officer_id)
        if account.state == Account.State.CLOSED:
            admit(account)
            audit.record(actor, "ACCOUNT_REOPENED", stream=account.id, rows=[account])


def _of(officer_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(officer_id=officer_id).first()
    if account is None:
        raise NotFound(_("There is no such account."))
    return account
