"""Everything that the exports tell, gathered once."""

from dataclasses import dataclass

from django.conf import settings

from sanjha.architecture import catalogue, dependencies, inventory, ownership, queries
from sanjha.architecture.catalogue import EventLine, OperationLine
from sanjha.architecture.dependencies import Following, Use
from sanjha.architecture.inventory import Service
from sanjha.architecture.models import OutsideApplication, RecoveryTest
from sanjha.architecture.ownership import FactRow, Known

Application = Service | OutsideApplication


@dataclass(frozen=True)
class Whole:
    """The running services with what they declare, departments' applications, and who reads what by which permission."""

    services: list[Service]
    outside: list[OutsideApplication]
    operations: list[OperationLine]
    events: list[EventLine]
    facts: list[FactRow]
    uses: tuple[Use, ...]
    followings: tuple[Following, ...]
    recovery: dict[str, RecoveryTest]

    @property
    def applications(self) -> list[Application]:
        """Services of the house, then departments' applications."""
        return [*self.services, *self.outside]

    def owned_by(self, code: str) -> list[FactRow]:
        """The facts that a service or an application leads."""
        return [row for row in self.facts if code in row.owners]


def whole(known: Known) -> Whole:
    """The architecture as it is now. The kernel's own operations are left out: they serve no department."""
    return Whole(
        services=inventory.services(),
        outside=list(known.outside),
        operations=[line for line in catalogue.operations(known.grants) if line.service in settings.SERVICES],
        events=catalogue.event_lines(),
        facts=ownership.matrix(known),
        uses=dependencies.uses(),
        followings=dependencies.followings(),
        recovery=queries.last_recovery_tests(),
    )
