"""Recovery codes on paper: fresh ones take the place of the old."""

from uuid import UUID

from django.db import transaction

from sanjha.identity import rules, secrecy
from sanjha.identity.models import Account, RecoveryCode
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def renew_recovery_codes(*, actor: Actor) -> list[str]:
    """The actor's own fresh recovery codes; the old ones are worth nothing from now on."""
    with transaction.atomic(durable=True):
        account = Account.objects.select_for_update().get(
            pk=rules.own_account_id(actor), kind=Account.Kind.OFFICER
        )
        codes = fresh_recovery_codes(account)
        audit.record(actor, "RECOVERY_CODES_RENEWED", stream=account.id)
    return codes


def fresh_recovery_codes(account: Account) -> list[str]:
    """Fresh codes inside the caller's transaction; shown once, kept as digests."""
    now = clock.now()
    RecoveryCode.objects.filter(account=account, used_at__isnull=True).update(used_at=now)
    codes = [
        f"{secrecy.readable_code(5)}-{secrecy.readable_code(5)}" for _number in range(rules.RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=recovery_digest(account.id, code), created_at=now)
        for code in codes
    )
    return codes


def recovery_digest(account_id: UUID, code: str) -> str:
    """The digest of a code as somebody may type it: small letters, with or without the hyphen."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return secrecy.digest(str(account_id), plain, use="recovery")
