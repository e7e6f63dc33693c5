"""An officer has lost the authenticator: the next log-in enrols a new one."""

from uuid import UUID

from django.db import transaction

from sanjha.identity import totp, visits
from sanjha.identity.administration import check_may_administer, locked_account
from sanjha.identity.models import SecondFactor, SignIn
from sanjha.identity.operations.lock_account import reason_given
from sanjha.identity.operations.renew_recovery_codes import retire_recovery_codes
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def reset_second_factor(*, account_id: UUID, reason: str, actor: Actor) -> None:
    """Forget the authenticator and the recovery codes, end all stays. Raises as `lock_account`."""
    reason = reason_given(reason)
    check_may_administer(actor, account_id)
    with transaction.atomic(durable=True):
        account = locked_account(account_id)
        now = clock.now()
        factor, _created = SecondFactor.objects.select_for_update().update_or_create(
            account=account,
            defaults={
                "sealed_secret": totp.fresh_sealed_secret(),
                "created_at": now,
                "confirmed_at": None,
                "last_step": 0,
            },
        )
        retired = retire_recovery_codes(account)
        visits.end_all(account, SignIn.End.ADMINISTRATOR)
        audit.record(actor, "SECOND_FACTOR_RESET", stream=account.id, rows=[factor, *retired], reason=reason)
