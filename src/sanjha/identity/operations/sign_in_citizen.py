"""Sign in a citizen who typed the code sent to the mobile number."""

import hmac

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import contract, rules, throttling, visits
from sanjha.identity.models import Account, OneTimeCode, SignIn
from sanjha.identity.opening import citizen_account
from sanjha.identity.operations.send_one_time_code import code_digest
from sanjha.identity.visits import Origin
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError, NotPermitted

WRONG_CODE = _("This code is not right. Type the six digits of the newest message.")
NO_CODE = _("This code no longer works. Ask for a new one.")


def sign_in_citizen(*, mobile: str, code: str, origin: Origin) -> SignIn:
    """Sign in the mobile number's account, made now if this is its first time.

    Raises DomainError for a wrong code and for one that is used, older than ten minutes or was tried five times in
    vain; TooMany after repeated failures of the number or address; NotPermitted for a locked account.
    """
    mobile = rules.clean_mobile(mobile)
    rules.check_may_try(throttling.network_address(origin.address).waiting())
    residents = contract.residents_with_mobile(mobile)
    sign_in: SignIn | None = None
    account: Account | None = None
    with transaction.atomic(durable=True):
        throttle, waiting = throttling.codes_of(mobile).enter()
        sent = _newest_code(mobile)
        if waiting:
            pass
        elif sent is not None and _accepts(sent, code):
            throttling.forgive(throttle)
            account = citizen_account(mobile, SYSTEM)
            if account.is_active:
                resident = residents[0][0] if len(residents) == 1 else None
                sign_in = visits.begin(account, SignIn.Method.SMS_CODE, origin, resident_id=resident)
        else:
            throttling.count_failure(throttle)
            throttling.network_address(origin.address).failed()
            code_id = sent.id if sent else None
            audit.record(
                SYSTEM, "CODE_REFUSED", stream="identity.codes", code=code_id, address=origin.address
            )
    rules.check_may_try(waiting)
    if account is not None and sign_in is None:
        raise NotPermitted(_("This account is locked. Ask at a Sewa Kendra."), code="account-barred")
    if sign_in is None:
        can_try = sent is not None and rules.code_is_live(sent, clock.now())
        raise DomainError(WRONG_CODE if can_try else NO_CODE, code="wrong-code", field="code")
    return sign_in


def _newest_code(mobile: str) -> OneTimeCode | None:
    return OneTimeCode.objects.select_for_update().filter(mobile=mobile).order_by("-sent_at", "-id").first()


def _accepts(sent: OneTimeCode, code: str) -> bool:
    """Whether this is the code; each try of a live code is counted, the right one uses it up."""
    now = clock.now()
    if not rules.code_is_live(sent, now):
        return False
    typed = "".join(str(int(sign)) for sign in code if sign.isdecimal())
    is_right = hmac.compare_digest(sent.digest, code_digest(sent.id, typed))
    sent.tries += 1
    sent.used_at = now if is_right else None
    sent.save(update_fields=["tries", "used_at"])
    return is_right
