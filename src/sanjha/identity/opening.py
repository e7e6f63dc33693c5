"""Opening accounts: the row by its key, else a new one, inside the caller's transaction."""

from django.db.models import Q

from sanjha.identity.events import AccountOpened
from sanjha.identity.models import Account
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.ids import new_id


def citizen_account(mobile: str, actor: Actor) -> Account:
    """The account of the mobile number, made and audited when there is none."""
    made = Account(id=new_id(), kind=Account.Kind.CITIZEN, username=mobile)
    account, created = get_or_make(made, username=mobile)
    if created:
        audit.record(actor, "ACCOUNT_OPENED", stream=account.id, rows=[account])
        events.publish(AccountOpened(account.id, account.kind, None, account.created_at))
    return account


def get_or_make(made: Account, **key: object) -> tuple[Account, bool]:
    """The account by its key, else the given one; two at the same moment make one (unique key, no error)."""
    found = Account.objects.select_for_update().filter(**key).first()
    if found is not None:
        return found, False
    made.set_unusable_password()
    made.created_at = clock.now()
    Account.objects.bulk_create([made], ignore_conflicts=True)
    either = Q(pk=made.pk) | Q(username=made.username) | Q(**key)
    kept = Account.objects.select_for_update().filter(either).order_by("created_at")[0]
    return kept, kept.pk == made.pk
