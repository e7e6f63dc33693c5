"""The one place that reads the time. Moments are aware and in Indian Standard Time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

IST = ZoneInfo("Asia/Kolkata")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_time", default=None)


def now() -> datetime:
    """This moment, aware, in IST."""
    frozen_at = _frozen.get()
    return (frozen_at or datetime.now(UTC)).astimezone(IST)  # noqa: TID251 the one place


def today() -> date:
    """Today's date in India."""
    return now().date()


@contextmanager
def frozen(at: datetime | date | str) -> Iterator[None]:
    """Stop the clock at a moment (a bare date means noon in India). For tests and for replaying a day."""
    token = _frozen.set(_moment(at))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def advanced(by: timedelta) -> Iterator[None]:
    """Stop the clock `by` later than it stands now."""
    with frozen(now() + by):
        yield


def _moment(at: datetime | date | str) -> datetime:
    if isinstance(at, str):
        at = datetime.fromisoformat(at) if len(at) > 10 else date.fromisoformat(at)
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 12, tzinfo=IST)
    return at if at.tzinfo else at.replace(tzinfo=IST)
