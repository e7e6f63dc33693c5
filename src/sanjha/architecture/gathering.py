"""What the architecture asks of other services: all of it for a file, as much as answers for a page."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.ownership import Known
from sanjha.exchange import contract as exchange
from sanjha.kernel import replicas
from sanjha.kernel.errors import Unavailable
from sanjha.sewa import contract as sewa

MOST_GRANTS = 5000
R = TypeVar("R")


def everything(outside: Sequence[OutsideApplication]) -> Known:
    """All that others tell. Raises Unavailable when one of them does not answer: a file leaves nothing out."""
    return Known(
        grants=exchange.grants_in_force(limit=MOST_GRANTS),
        members=exchange.members(),
        outside=outside,
        asked=sewa.facts_asked(),
        ages=replicas.ages(),
    )


def what_answers(outside: Sequence[OutsideApplication]) -> tuple[Known, list[str]]:
    """What others tell, and the codes of the services that do not answer: the page says so."""
    silent: list[str] = []
    known = Known(
        grants=_asked("exchange", lambda: exchange.grants_in_force(limit=MOST_GRANTS), silent),
        members=_asked("exchange", exchange.members, silent),
        outside=outside,
        asked=_asked("sewa", sewa.facts_asked, silent),
        ages=replicas.ages(),
    )
    return known, list(dict.fromkeys(silent))


def _asked(service: str, call: Callable[[], list[R]], silent: list[str]) -> list[R]:
    try:
        return call()
    except Unavailable:
        silent.append(service)
        return []
