"""The first step of an officer's signing in: user name and password."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules, throttling
from sanjha.identity.enrolment import prepare_second_factor
from sanjha.identity.models import Account
from sanjha.identity.visits import Origin, actor_of
from sanjha.kernel import audit
from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.errors import DomainError, NotPermitted

WRONG = _("The user name or the password is not right.")


def begin_officer_sign_in(*, username: str, password: str, origin: Origin) -> Account:
    """The account whose password this is; the second step must follow before it is signed in.

    Raises DomainError with one message for a wrong user name and a wrong password, TooMany after repeated
    failures of the user name or of the network address, NotPermitted for a locked or closed account (said
    only to whoever knows its password). An unknown user name takes as long as a wrong password.
    """
    rules.check_may_try(throttling.network_address(origin.address).waiting())
    with transaction.atomic(durable=True):
        throttle, waiting = throttling.password_of(username).enter()
        account = None if waiting else _proved(username, password)
        if account is not None:
            throttling.forgive(throttle)
            prepare_second_factor(account)
        elif not waiting:
            throttling.count_failure(throttle)
            throttling.network_address(origin.address).failed()
            _audit_refusal(username, origin)
    rules.check_may_try(waiting)
    if account is None:
        raise DomainError(WRONG, code="wrong-credentials")
    if not account.is_active:
        raise NotPermitted(
            _("This account is locked. Ask the administrator of your office."), code="account-barred"
        )
    return account


def _proved(username: str, password: str) -> Account | None:
    account = Account.objects.filter(username=username.strip().lower(), kind=Account.Kind.OFFICER).first()
    if account is None or len(password) > rules.LONGEST_PASSWORD:
        make_password(password[: rules.LONGEST_PASSWORD])
        return None
    return account if account.check_password(password) else None


def _audit_refusal(username: str, origin: Origin) -> None:
    account = Account.objects.filter(username=username.strip().lower(), kind=Account.Kind.OFFICER).first()
    if account is None:
        # What was typed may be a password in the wrong field: it is not kept.
        audit.record(ANONYMOUS, "SIGN_IN_REFUSED", stream="identity.unknown", address=origin.address)
    else:
        audit.record(
            actor_of(account), "SIGN_IN_REFUSED", stream=account.id, step="PASSWORD", address=origin.address
        )
