"""Lock an officer's account, and unlock it again."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import visits
from sanjha.identity.administration import check_may_administer, locked_account
from sanjha.identity.events import AccountBarred, AccountOpened
from sanjha.identity.models import Account, SignIn
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise


def lock_account(*, account_id: UUID, reason: str, actor: Actor) -> None:
    """Bar the account and end its stays; locking a locked one changes nothing.

    Raises NotPermitted unless the actor administers the officer's office, DomainError without a reason or for a
    closed account.
    """
    reason = reason_given(reason)
    check_may_administer(actor, account_id)
    with transaction.atomic(durable=True):
        account = locked_account(account_id)
        if account.state == Account.State.LOCKED:
            return
        check_is_not_closed(account)
        bar(account, Account.State.LOCKED)
        audit.record(actor, "ACCOUNT_LOCKED", stream=account.id, rows=[account], reason=reason)


def unlock_account(*, account_id: UUID, reason: str, actor: Actor) -> None:
    """Open a locked account again. Raises as `lock_account`."""
    reason = reason_given(reason)
    check_may_administer(actor, account_id)
    with transaction.atomic(durable=True):
        account = locked_account(account_id)
        if account.state == Account.State.ACTIVE:
            return
        check_is_not_closed(account)
        admit(account)
        audit.record(actor, "ACCOUNT_UNLOCKED", stream=account.id, rows=[account], reason=reason)


def bar(account: Account, state: Account.State) -> None:
    """Bar a locked row's account and end its stays, inside the caller's transaction; the caller audits the row."""
    account.state = state
    account.save(update_fields=["state"])
    visits.end_all(account, SignIn.End.ADMINISTRATOR)
    events.publish(AccountBarred(account.id, account.officer_id, state.value, clock.now()))


def admit(account: Account) -> None:
    """Let a locked row's account sign in again, inside the caller's transaction; the caller audits the row."""
    account.state = Account.State.ACTIVE
    account.save(update_fields=["state"])
    events.publish(AccountOpened(account.id, account.kind, account.officer_id, clock.now()))


def check_is_not_closed(account: Account) -> None:
    if account.state == Account.State.CLOSED:
        raise DomainError(
            _("A closed account is opened by the register of officers only."), code="account-closed"
        )


def reason_given(reason: str) -> str:
    """The reason, 3 to 300 characters. Raises DomainError."""
    reason = normalise(reason, field="reason")
    if not 3 <= len(reason) <= 300:
        raise DomainError(_("Reason: write 3 to 300 characters."), code="reason", field="reason")
    return reason
