"""Prepare an authenticator for an officer who has none yet."""

from sanjha.identity import rules, totp
from sanjha.identity.models import Account, SecondFactor
from sanjha.identity.visits import actor_of
from sanjha.kernel import audit, clock


def prepare_second_factor(account: Account) -> SecondFactor:
    """The officer's authenticator, inside the caller's transaction; one never confirmed gets a fresh secret when stale.

    A secret shown a while ago and not confirmed may have been seen by somebody else since.
    """
    now = clock.now()
    factor, created = SecondFactor.objects.get_or_create(
        account=account, defaults={"sealed_secret": totp.fresh_sealed_secret(), "created_at": now}
    )
    stale = factor.confirmed_at is None and now - factor.created_at > rules.ENROLMENT_WITHIN
    if not created and stale:
        factor.sealed_secret, factor.created_at = totp.fresh_sealed_secret(), now
        factor.save(update_fields=["sealed_secret", "created_at"])
    if created or stale:
        audit.record(actor_of(account), "SECOND_FACTOR_PREPARED", stream=account.id, rows=[factor])
    return factor
