"""The end of an operation or an event, announced before it comes, with what takes its place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from sanjha.kernel.clock import IST


@dataclass(frozen=True, kw_only=True)
class Retirement:
    """From `announced` on callers should change over to `successor`; from `ends` on it may be gone. Days in India."""

    announced: date
    ends: date
    successor: str = ""

    def __post_init__(self) -> None:
        if self.ends <= self.announced:
            raise TypeError(f"announced on {self.announced}, it cannot end on {self.ends}")

    def fields(self, successor_address: str = "") -> dict[str, str]:
        """Fields of an answer: Deprecation (RFC 9745), Sunset (RFC 8594), Link to the successor (RFC 5829)."""
        said = {
            "Deprecation": f"@{int(_beginning(self.announced).timestamp())}",
            "Sunset": format_datetime(_beginning(self.ends).astimezone(UTC), usegmt=True),
        }
        if successor_address:
            said["Link"] = f'<{successor_address}>; rel="successor-version"'
        return said


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=IST)
