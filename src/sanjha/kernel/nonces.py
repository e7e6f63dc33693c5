"""Signed requests that came, so that none counts twice, whichever process of the unit gets the second one."""

from datetime import timedelta

from django.db import connection

from sanjha.kernel import clock
from sanjha.kernel.models import UsedNonce

# Losing a nonce in a crash of the store is harmless for the few moments that it counts; waiting for the disk is not.
_FIRST = """
WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO kernel_usednonce (id, until) SELECT %s, %s FROM quick ON CONFLICT (id) DO NOTHING
"""


def is_first_use(sender: str, nonce: str, *, seconds: int) -> bool:
    """Whether the sender uses this nonce for the first time within so many seconds; it is remembered from now on."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [f"{sender} {nonce}", clock.now() + timedelta(seconds=seconds)])
        return bool(cursor.rowcount == 1)


def forget_old() -> None:
    """What is older is refused by its age."""
    UsedNonce.objects.filter(until__lt=clock.now()).delete()
