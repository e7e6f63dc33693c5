"""Record a try to bring a service of the house up again."""

from datetime import date

from django.conf import settings
from django.db import transaction

from sanjha.architecture import rules
from sanjha.architecture.models import RecoveryTest
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import normalise


def record_recovery_test(
    *, service: str, tested_on: date, up_minutes: int, lost_minutes: int, how: str, actor: Actor
) -> RecoveryTest:
    """The try, which the inventory shows beside the aims. A try that failed is recorded with the time that it took.

    Raises NotPermitted for others than keepers, DomainError naming the field: for what is no service of the house, a day
    to come, minutes out of range, or no words on what was done.
    """
    rules.check_may_keep(actor)
    rules.check_recovery_test(
        service,
        tested_on,
        {"up_minutes": up_minutes, "lost_minutes": lost_minutes},
        how,
        services=settings.SERVICES,
        today=clock.today(),
    )
    with transaction.atomic(durable=True):
        tried = RecoveryTest.objects.create(
            service=service,
            tested_on=tested_on,
            up_minutes=up_minutes,
            lost_minutes=lost_minutes,
            how=normalise(how, field="how"),
            by=actor.label,
            at=clock.now(),
        )
        audit.record(
            actor,
            "RECOVERY_TESTED",
            stream="architecture.recovery",
            rows=[tried],
            service=service,
            tested_on=tested_on,
        )
    return tried
