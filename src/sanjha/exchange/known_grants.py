"""Grants that this process has seen in force: what lets a call through at once, and is confirmed when its reading is written.

So an old one lets nothing out. It only lets a call be worked on in vain, for as long as it is believed.
"""

import time
from collections.abc import Sequence
from datetime import date

from django.db import connection

BELIEVED_SECONDS = 30.0
"""DRAFT: how long a grant is believed before the store is asked again."""
MOST = 10_000
"""Grants of a whole state are some hundreds."""

Key = tuple[str, str, str]
"""Consumer, operation, purpose."""
Days = Sequence[tuple[date, date | None]]
"""First and last day of each grant that has not been ended."""

_GRANTED = """
SELECT from_date, until_date FROM exchange_grant
WHERE consumer = %s AND operation = %s AND purpose = %s AND ended_at IS NULL
"""

_known: dict[Key, tuple[float, Days]] = {}


def is_granted(key: Key, day: date) -> bool:
    """Whether a grant is in force on that day. The store is asked unless one is known; a refusal is always the store's."""
    seen = _known.get(key)
    if seen is not None and time.monotonic() - seen[0] < BELIEVED_SECONDS and _covers(seen[1], day):
        return True
    with connection.cursor() as cursor:
        cursor.execute(_GRANTED, key)
        days: Days = cursor.fetchall()
    if not _covers(days, day):
        _known.pop(key, None)
        return False
    if len(_known) >= MOST:
        _known.clear()
    _known[key] = (time.monotonic(), days)
    return True


def forget() -> None:
    """Something known has turned out to be over."""
    _known.clear()


def _covers(days: Days, day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in days)
