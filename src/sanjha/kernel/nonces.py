"""Signed requests that came, so that none counts twice, whichever process of the unit gets the second one."""

from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection

from sanjha.kernel import clock
from sanjha.kernel.models import UsedNonce

# Losing a nonce in a crash of the store is harmless for the few moments that it counts; waiting for the disk is not.
_FIRST = """
WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO kernel_usednonce (id, until) SELECT %s, %s FROM quick ON CONFLICT (id) DO NOTHING
"""


def is_first_use(sender: str, nonce: str, *, seconds: int) -> bool:
    """Whether the sender uses this nonce for the first time within so many seconds; it is remembered from now on."""
    known, until = f"{sender} {nonce}", clock.now() + timedelta(seconds=seconds)
    # Before the first statement of a request Django asks whether the store still listens. This statement shows it.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _is_entered(known, until)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _is_entered(known, until)


def _is_entered(known: str, until: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [known, until])
        return bool(cursor.rowcount == 1)


def forget_old() -> None:
    """What is older is refused by its age."""
    UsedNonce.objects.filter(until__lt=clock.now()).delete()
