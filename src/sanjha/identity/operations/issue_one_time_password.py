"""An officer has forgotten the password, or never had one: the administrator hands over one to begin with."""

from uuid import UUID

from django.db import transaction

from sanjha.identity import secrecy, throttling, visits
from sanjha.identity.administration import check_may_administer, locked_account
from sanjha.identity.models import SignIn
from sanjha.identity.operations.change_password import set_password
from sanjha.identity.operations.lock_account import reason_given
from sanjha.kernel import audit
from sanjha.kernel.actors import Actor


def issue_one_time_password(*, account_id: UUID, reason: str, actor: Actor) -> str:
    """The password, shown once: it must be changed at the first log-in. Ends all stays. Raises as `lock_account`."""
    reason = reason_given(reason)
    password = "-".join(secrecy.readable_code(4) for _group in range(4))
    check_may_administer(actor, account_id)
    with transaction.atomic(durable=True):
        account = locked_account(account_id)
        set_password(account, password, must_change=True)
        throttle, _waiting = throttling.password_of(account.username).enter()
        throttling.forgive(throttle)
        visits.end_all(account, SignIn.End.ADMINISTRATOR)
        audit.record(actor, "ONE_TIME_PASSWORD_ISSUED", stream=account.id, rows=[account], reason=reason)
    return password
