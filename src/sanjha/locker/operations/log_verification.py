"""Keep that a document was verified: when, how, with which result, and nothing about who asked."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.errors import TooMany
from sanjha.locker.models import VerificationCount, VerificationLog
from sanjha.locker.verification.verdict import Verdict

MOST_A_MINUTE = 20
KEPT_COUNTS = timedelta(hours=1)

_COUNT = """
INSERT INTO locker_verificationcount AS c (key, minute, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN c.minute = excluded.minute THEN c.count + 1 ELSE 1 END,
  minute = excluded.minute
RETURNING count
"""


def log_verification(*, verdict: Verdict) -> VerificationLog:
    """One line for the verdict."""
    with transaction.atomic(durable=True):
        return VerificationLog.objects.create(
            at=clock.now(),
            way=verdict.way.value,
            outcome=verdict.outcome.value,
            document_id=verdict.entry.id if verdict.entry else None,
        )


def count_verification(*, key: str) -> None:
    """Count one more question from the bearer of this key. Raises TooMany beyond twenty in a minute.

    Numbers have ten digits: without a limit a machine could ask for them one after another.
    """
    minute = clock.now().replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, minute])
        (count,) = cursor.fetchone()
    if count > MOST_A_MINUTE:
        raise TooMany(_("Too many verifications from your connection. Wait a minute and try again."))


def forget_counts() -> int:
    """Remove counts that no longer limit anybody. Returns how many there were."""
    removed, _by_kind = VerificationCount.objects.filter(minute__lt=clock.now() - KEPT_COUNTS).delete()
    return removed
