"""Send a one-time code to a mobile number."""

from datetime import datetime, timedelta

from django.db import transaction

from sanjha.identity import messages, rules, secrecy, throttling
from sanjha.identity.models import OneTimeCode
from sanjha.identity.operations.queue_sms import queue_inside
from sanjha.identity.visits import Origin
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.ids import new_id


def send_one_time_code(*, mobile: str, origin: Origin, language: str) -> OneTimeCode:
    """Queue the message with a fresh code of six digits; older codes of the number stop working.

    Raises DomainError for no mobile number, TooMany when the last code is younger than a minute or the day's
    codes of the number or of the network address are used up. Says nothing about whether the number is known.
    """
    mobile = rules.clean_mobile(mobile)
    with transaction.atomic(durable=True):
        throttling.codes_of(mobile).enter()
        now = clock.now()
        sent = OneTimeCode.objects.filter(sent_at__gte=now - timedelta(days=1))
        of_mobile = list(sent.filter(mobile=mobile).order_by("-sent_at")[: rules.CODES_A_DAY])
        from_address = sent.filter(address=origin.address).count()
        rules.check_can_send_code(of_mobile[0] if of_mobile else None, len(of_mobile), from_address, now)
        code = secrecy.six_digits()
        sent_code = _kept(mobile, code, origin, now)
        message = queue_inside(mobile, messages.SIGN_IN_CODE, messages.sign_in_code(code), language)
        audit.record(
            ANONYMOUS,
            "CODE_SENT",
            stream="identity.codes",
            code=sent_code.id,
            message=message.id,
            address=origin.address,
        )
    return sent_code


def _kept(mobile: str, code: str, origin: Origin, now: datetime) -> OneTimeCode:
    OneTimeCode.objects.filter(mobile=mobile, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    identifier = new_id()
    return OneTimeCode.objects.create(
        id=identifier,
        mobile=mobile,
        digest=code_digest(identifier, code),
        address=origin.address,
        sent_at=now,
        expires_at=now + rules.CODE_VALID,
    )


def code_digest(identifier: object, code: str) -> str:
    return secrecy.digest(str(identifier), code, use="one-time-code")
