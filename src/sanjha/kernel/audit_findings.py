"""What `sanjha audit verify` says of a thing that does not hold."""

from collections.abc import Callable, Iterable

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that does not hold: what kind, which row, and in words what is wrong."""

    kind: str
    table: str
    key: str
    message: str


Check = Callable[[], Iterable[Finding]]
_checks: list[Check] = []


def joined(check: Check) -> Check:
    """A service's own check of what it keeps beside the rows: `sanjha audit verify` asks it too."""
    if check not in _checks:
        _checks.append(check)
    return check


def found_by_services() -> list[Finding]:
    """What the services' own checks have found."""
    return [finding for check in _checks for finding in check()]
