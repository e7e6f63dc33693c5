"""The second step of an officer's signing in: a code of the authenticator, or one of the recovery codes."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules, throttling, totp, visits
from sanjha.identity.models import Account, RecoveryCode, SecondFactor, SignIn
from sanjha.identity.operations.renew_recovery_codes import fresh_recovery_codes, recovery_digest
from sanjha.identity.visits import Origin
from sanjha.kernel import audit, clock
from sanjha.kernel.errors import DomainError, NotPermitted

WRONG_CODE = _("This code is not right. Type the six digits that the authenticator shows now.")


def finish_officer_sign_in(*, account_id: UUID, code: str, origin: Origin) -> SignIn:
    """Sign in whoever proved the password a moment ago; `code` is of the authenticator or from the paper.

    Raises DomainError for a wrong or already used code, TooMany after repeated failures, NotPermitted when the
    account was barred meanwhile or no authenticator is enrolled.
    """
    return _tried(account_id, code, origin, enrolling=False)[0]


def enrol_second_factor(*, account_id: UUID, code: str, origin: Origin) -> tuple[SignIn, list[str]]:
    """Confirm the authenticator with its first code; the sign-in, and the recovery codes to be kept on paper.

    Raises DomainError for a wrong code, TooMany after repeated failures, NotPermitted when an authenticator is
    enrolled already: then its code must be given.
    """
    return _tried(account_id, code, origin, enrolling=True)


def _tried(account_id: UUID, code: str, origin: Origin, *, enrolling: bool) -> tuple[SignIn, list[str]]:
    sign_in: SignIn | None = None
    papers: list[str] = []
    with transaction.atomic(durable=True):
        throttle, waiting = throttling.second_factor_of(account_id).enter()
        account = Account.objects.select_for_update().get(pk=account_id)
        factor = SecondFactor.objects.select_for_update().get(account=account)
        _check_may_finish(account, factor, enrolling=enrolling)
        proof = None if waiting else _proof(factor, code, enrolling=enrolling)
        if proof is not None:
            throttling.forgive(throttle)
            papers, rows = fresh_recovery_codes(account) if enrolling else ([], [])
            sign_in = visits.begin(account, proof[0], origin, rows=[*proof[1], *rows])
        elif waiting <= timedelta(0):
            throttling.count_failure(throttle)
            actor = visits.actor_of(account)
            audit.record(
                actor, "SIGN_IN_REFUSED", stream=account.id, step="SECOND_FACTOR", address=origin.address
            )
    rules.check_may_try(waiting)
    if sign_in is None:
        raise DomainError(WRONG_CODE, code="wrong-code", field="code")
    return sign_in, papers


def _check_may_finish(account: Account, factor: SecondFactor, *, enrolling: bool) -> None:
    if not account.is_active:
        raise NotPermitted(
            _("This account is locked. Ask the administrator of your office."), code="account-barred"
        )
    if enrolling != (factor.confirmed_at is None):
        raise NotPermitted(_("Sign in again from the beginning."), code="out-of-order")


Proof = tuple[SignIn.Method, tuple[SecondFactor | RecoveryCode, ...]]


def _proof(factor: SecondFactor, code: str, *, enrolling: bool) -> Proof | None:
    """How the code proves the officer and the row that remembers its use; None when it does not."""
    step = totp.accepted_step(factor, code)
    if step is not None:
        factor.last_step = step
        factor.confirmed_at = factor.confirmed_at or clock.now()
        factor.save(update_fields=["last_step", "confirmed_at"])
        return SignIn.Method.TOTP, (factor,)
    if enrolling:
        return None
    paper = (
        RecoveryCode.objects.select_for_update()
        .filter(
            account_id=factor.account_id,
            digest=recovery_digest(factor.account_id, code),
            used_at__isnull=True,
        )
        .first()
    )
    if paper is None:
        return None
    paper.used_at = clock.now()
    paper.save(update_fields=["used_at"])
    return SignIn.Method.RECOVERY_CODE, (paper,)
