"""Give a member a short-lived token for the assertion that it signed (OAuth 2.0 client credentials, RFC 7523)."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from sanjha.exchange.assertions import LONGEST, BadAssertion, check_assertion, who_asserts
from sanjha.exchange.member_queries import member_called
from sanjha.exchange.models import AccessToken, Member
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.kernel import audit, clock, nonces

SECONDS = 300
"""For which a token holds."""


def issue_token(*, assertion: str, audience: str) -> str:
    """The token, which is never shown again; of it only the hash is kept.

    Raises BadAssertion for an assertion of nobody, of a suspended member, of another key, for another audience, out of
    its time, or that came before.
    """
    member = member_called(who_asserts(assertion))
    if member is None or not member.is_active:
        raise BadAssertion("no active member asserts this")
    nonce = check_assertion(
        assertion,
        key=member.key,
        subject=member.identifier,
        audience=audience,
        now=int(clock.now().timestamp()),
    )
    if not nonces.is_first_use(str(member.id), f"jwt {nonce}", seconds=2 * LONGEST):
        raise BadAssertion("this assertion came before")
    token = secrets.token_urlsafe(32)
    until = clock.now() + timedelta(seconds=SECONDS)
    with transaction.atomic(durable=True):
        AccessToken.objects.create(id=digest_of(token), member=member, until=until)
        audit.record(
            actor_of(member), "TOKEN_ISSUED", stream="exchange.tokens", member=member.identifier, until=until
        )
    return token


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def member_of_token(token: str) -> Member | None:
    """The active member that bears the token; None when the token is unknown or has run out."""
    found = (
        AccessToken.objects.select_related("member")
        .filter(pk=digest_of(token), until__gt=clock.now())
        .first()
    )
    return found.member if found and found.member.is_active else None
