"""Decisions of identity without a query: times, counts, and what a password or a number must be."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanjha.identity.models import Account, OneTimeCode, SignIn, Throttle
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, FieldError, Message, NotPermitted, TooMany

OFFICER_IDLE = timedelta(minutes=30)
CITIZEN_IDLE = timedelta(minutes=30)
LONGEST_STAY = timedelta(hours=12)
SECOND_STEP_WITHIN = timedelta(minutes=5)
ENROLMENT_WITHIN = timedelta(minutes=15)

CODE_VALID = timedelta(minutes=10)
CODE_TRIES = 5
RESEND_AFTER = timedelta(seconds=60)
CODES_A_DAY = 10
CODES_A_DAY_FROM_ADDRESS = 100

FREE_FAILURES = 4
FREE_FAILURES_OF_ADDRESS = 30
"""A whole office may stand behind one network address."""
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
FORGET_FAILURES_AFTER = timedelta(days=1)

LONGEST_PASSWORD = 200
RECOVERY_CODES = 8
ADMINISTRATOR = "office_admin"
LONGEST_SMS = 1000

_MOBILE = re.compile(r"^[6-9][0-9]{9}$")
_COUNTRY_OR_TRUNK = re.compile(r"^(?:0091|91|0)(?=[0-9]{10}$)")
_USER_NAME = re.compile(r"^[a-z][a-z0-9._-]{2,59}$")


def clean_mobile(typed: str, *, field: str = "mobile") -> str:
    """Ten digits from what a person typed ("+91 98765-43210", digits of any script). Raises DomainError."""
    digits = "".join(str(int(sign)) for sign in typed if sign.isdecimal())
    digits = _COUNTRY_OR_TRUNK.sub("", digits)
    unexpected = re.sub(r"[\d\s()+-]", "", typed)
    if unexpected or not _MOBILE.match(digits):
        raise DomainError(
            _("Mobile number: type ten digits that begin with 6, 7, 8 or 9."), code="mobile", field=field
        )
    return digits


def clean_username(typed: str) -> str:
    """A user name in small letters. Raises DomainError."""
    username = typed.strip().lower()
    if not _USER_NAME.match(username):
        raise DomainError(
            _("User name: 3 to 60 small letters, digits, points and hyphens, beginning with a letter."),
            code="user-name",
            field="username",
        )
    return username


_PASSWORD_RULES = {
    "password_too_short": _(
        "Password: at least 12 characters; four or five words in a row are easy to remember."
    ),
    "password_too_common": _(
        "Password: this one is on the list of those that are tried first. Choose another."
    ),
    "password_too_similar": _("Password: too much like the user name or the name. Choose another."),
}


def check_new_password(account: Account, password: str, *, field: str = "new_password") -> None:
    """Raises DomainError naming every broken rule: length, common words, likeness to the name, few signs."""
    broken: dict[str, Message] = {}
    try:
        validate_password(password[:LONGEST_PASSWORD], account)
    except ValidationError as refused:
        broken = {
            str(wrong.code): _PASSWORD_RULES.get(str(wrong.code), wrong.messages[0])
            for wrong in refused.error_list
        }
    if len(password) > LONGEST_PASSWORD:
        broken["password_too_long"] = _("Password: at most 200 characters.")
    if len(set(password)) < 5:
        broken["password_too_plain"] = _("Password: at least five different characters.")
    if broken:
        errors = [FieldError(field, code, message) for code, message in broken.items()]
        raise DomainError(
            " ".join(str(wrong.message) for wrong in errors), code="password", field=field, errors=errors
        )


def wait_after(throttle: Throttle, now: datetime, *, free: int) -> timedelta:
    """How long the next try must wait: nothing for the first failures, then 30 s doubled each time to 15 minutes."""
    if throttle.last_failure_at is None or throttle.failures < free:
        return timedelta(0)
    doublings = min(throttle.failures - free, 10)
    delay = min(FIRST_DELAY * int(2**doublings), LONGEST_DELAY)
    over_at: datetime = throttle.last_failure_at + delay
    return max(over_at - now, timedelta(0))


def check_may_try(waiting: timedelta) -> None:
    """Raises TooMany, saying how long to wait and nothing about the account."""
    if waiting > timedelta(0):
        raise TooMany(too_many_message(waiting), code="too-many-tries")


def too_many_message(waiting: timedelta) -> str:
    seconds = int(waiting.total_seconds()) + 1
    if seconds < 90:
        return ngettext(
            "Too many tries. Wait %(seconds)d second, then try again.",
            "Too many tries. Wait %(seconds)d seconds, then try again.",
            seconds,
        ) % {"seconds": seconds}
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many tries. Wait %(minutes)d minute, then try again.",
        "Too many tries. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}


def is_in_force(sign_in: SignIn, now: datetime) -> bool:
    """Whether the stay goes on: not ended, not idle too long, not longer than a working day, the account active."""
    account = sign_in.account
    idle = OFFICER_IDLE if account.kind == Account.Kind.OFFICER else CITIZEN_IDLE
    return (
        sign_in.ended_at is None
        and account.is_active
        and now - sign_in.last_seen_at < idle
        and now - sign_in.signed_in_at < LONGEST_STAY
    )


def check_can_send_code(newest: OneTimeCode | None, today: int, from_address: int, now: datetime) -> None:
    """Raises TooMany when the newest code is younger than a minute or the day's count is used up."""
    if newest is not None and now - newest.sent_at < RESEND_AFTER:
        seconds = int((newest.sent_at + RESEND_AFTER - now).total_seconds()) + 1
        raise TooMany(
            ngettext(
                "A code was sent a moment ago. You can ask for a new one in %(seconds)d second.",
                "A code was sent a moment ago. You can ask for a new one in %(seconds)d seconds.",
                seconds,
            )
            % {"seconds": seconds},
            code="code-sent-a-moment-ago",
        )
    if today >= CODES_A_DAY or from_address >= CODES_A_DAY_FROM_ADDRESS:
        raise TooMany(_("No more codes can be sent today. Try again tomorrow."), code="codes-used-up")


def own_account_id(actor: Actor) -> UUID:
    """The account of whoever acts. Raises NotPermitted for an actor without one."""
    if actor.account is None:
        raise NotPermitted(_("Sign in first."))
    return actor.account


def code_is_live(sent: OneTimeCode, now: datetime) -> bool:
    """Whether a code can still be typed: unused, younger than ten minutes, fewer than five tries."""
    return sent.used_at is None and now < sent.expires_at and sent.tries < CODE_TRIES


def check_may_administer(actor: Actor, account: Account, offices: Collection[UUID]) -> None:
    """An administrator looks after officers of the own office and of those below it, never after the own account.

    `offices` are those in which the officer holds a post, and all above them. Raises NotPermitted: whoever could
    reset a stranger's proofs could act as the stranger.
    """
    if not actor.holds(ADMINISTRATOR):
        raise NotPermitted(_("Only the administrator of an office looks after accounts."))
    if actor.account == account.id:
        raise NotPermitted(_("You cannot do this to your own account. Ask another administrator."))
    if not any(held.designation == ADMINISTRATOR and held.office in offices for held in actor.posts.values()):
        raise NotPermitted(_("This officer holds no post in an office that you administer."))
