"""What stops if a service is down: who asks it, who asks those, and who only waits for its events."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanjha.architecture.dependencies import Following, Use


@dataclass(frozen=True)
class Stopping:
    """`stops` ask the service themselves, `hampered` ask one that does, `waits` only follow its events and catch up."""

    service: str
    stops: tuple[str, ...]
    hampered: tuple[str, ...]
    waits: tuple[str, ...]


def stopping(service: str, uses: Iterable[Use], followings: Iterable[Following]) -> Stopping:
    """What the state notices when the service does not answer."""
    asked_by: dict[str, set[str]] = {}
    for use in uses:
        asked_by.setdefault(use.owner, set()).add(use.consumer)
    direct = asked_by.get(service, set())
    touched, waiting = {service} | direct, list(direct)
    while waiting:
        new = asked_by.get(waiting.pop(), set()) - touched
        touched |= new
        waiting += new
    following = {line.consumer for line in followings if line.owner == service}
    return Stopping(
        service=service,
        stops=tuple(sorted(direct)),
        hampered=tuple(sorted(touched - direct - {service})),
        waits=tuple(sorted(following - direct)),
    )
