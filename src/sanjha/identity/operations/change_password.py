"""An officer chooses a new password."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules, throttling, visits
from sanjha.identity.models import Account, SignIn
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def change_password(*, old: str, new: str, sign_in_id: UUID, actor: Actor) -> None:
    """Set the new password and end every other stay of the account.

    Raises DomainError when the old one is wrong, the new one breaks a rule or is the old one; TooMany after
    repeated wrong ones.
    """
    with transaction.atomic(durable=True):
        account = Account.objects.select_for_update().get(
            pk=rules.own_account_id(actor), kind=Account.Kind.OFFICER
        )
        throttle, waiting = throttling.password_of(account.username).enter()
        is_right = not waiting and account.check_password(old)
        if is_right:
            throttling.forgive(throttle)
            _check_new(account, old, new)
            set_password(account, new, must_change=False)
            ended = visits.end_all(account, SignIn.End.PASSWORD_CHANGED, but=sign_in_id)
            audit.record(actor, "PASSWORD_CHANGED", stream=account.id, rows=[account], ended=ended)
        elif not waiting:
            throttling.count_failure(throttle)
            audit.record(actor, "PASSWORD_CHANGE_REFUSED", stream=account.id)
    rules.check_may_try(waiting)
    if not is_right:
        raise DomainError(
            _("The present password is not right."), code="wrong-password", field="old_password"
        )


def _check_new(account: Account, old: str, new: str) -> None:
    rules.check_new_password(account, new)
    if new == old:
        raise DomainError(
            _("The new password must differ from the present one."), code="password", field="new_password"
        )


def set_password(account: Account, password: str, *, must_change: bool) -> None:
    """Write the password's hash inside the caller's transaction; the caller audits the row."""
    account.set_password(password)
    account.must_change_password = must_change
    account.password_changed_at = clock.now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
