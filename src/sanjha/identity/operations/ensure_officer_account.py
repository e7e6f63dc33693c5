"""Make sure that an officer has an account."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules
from sanjha.identity.events import AccountOpened
from sanjha.identity.models import Account
from sanjha.identity.opening import get_or_make
from sanjha.identity.operations.change_password import set_password
from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text


def ensure_officer_account(
    *, officer_id: UUID, username: str, name: Text, password: str, actor: Actor
) -> Account:
    """The officer's account: a new one with this password, or the present one with this name.

    Raises Conflict when the user name belongs to another officer, DomainError for a bad user name or password.
    """
    username = rules.clean_username(username)
    with transaction.atomic(durable=True):
        made = Account(id=new_id(), kind=Account.Kind.OFFICER, username=username, officer_id=officer_id)
        _write_name(made, name)
        account, created = get_or_make(made, officer_id=officer_id)
        if account.officer_id != officer_id:
            raise Conflict(
                _("This user name belongs to somebody else."), code="user-name-taken", field="username"
            )
        if created and password:
            rules.check_new_password(account, password, field="password")
            set_password(account, password, must_change=False)
        changed = not created and _write_name(account, name)
        if changed:
            account.save(update_fields=["name_en", "name_pa", "name_hi"])
        if created or changed:
            audit.record(
                actor, "ACCOUNT_OPENED" if created else "ACCOUNT_RENAMED", stream=account.id, rows=[account]
            )
        if created:
            events.publish(AccountOpened(account.id, account.kind, officer_id, account.created_at))
    return account


def _write_name(account: Account, name: Text) -> bool:
    before = (account.name_en, account.name_pa, account.name_hi)
    account.name_en, account.name_pa, account.name_hi = name.en, name.pa, name.hi
    return before != (name.en, name.pa, name.hi)
