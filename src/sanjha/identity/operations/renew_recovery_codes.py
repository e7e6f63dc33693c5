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
        own = rules.own_account_id(actor)
        account = Account.objects.select_for_update().get(pk=own, kind=Account.Kind.OFFICER)
        codes, rows = fresh_recovery_codes(account)
        audit.record(actor, "RECOVERY_CODES_RENEWED", stream=account.id, rows=rows)
    return codes


def fresh_recovery_codes(account: Account) -> tuple[list[str], list[RecoveryCode]]:
    """Fresh codes in place of the old, inside the caller's transaction, and every row written, for the caller to audit.

    The codes are shown once; only their digests are kept.
    """
    retired = retire_recovery_codes(account)
    codes = [
        f"{secrecy.readable_code(5)}-{secrecy.readable_code(5)}" for _number in range(rules.RECOVERY_CODES)
    ]
    made = RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=recovery_digest(account.id, code), created_at=clock.now())
        for code in codes
    )
    return codes, [*retired, *made]


def retire_recovery_codes(account: Account) -> list[RecoveryCode]:
    """End the unused codes inside the caller's transaction; the rows, for the caller to audit."""
    unused = list(RecoveryCode.objects.select_for_update().filter(account=account, used_at__isnull=True))
    for code in unused:
        code.used_at = clock.now()
    RecoveryCode.objects.bulk_update(unused, ["used_at"])
    return unused


def recovery_digest(account_id: UUID, code: str) -> str:
    """The digest of a code as somebody may type it: small letters, with or without the hyphen."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return secrecy.digest(str(account_id), plain, use="recovery")
