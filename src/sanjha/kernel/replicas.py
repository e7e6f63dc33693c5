"""How far the declared copies of facts are behind their owners: a copy that is older than it may be raises an alarm.

A copy follows its owner's event. While such an event waits, or a consumer has given it up, the copy says what was
true before it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min

from sanjha.kernel import clock, facts
from sanjha.kernel.models import OutboxEvent


@dataclass(frozen=True)
class Age:
    """A copy and how far it is behind; zero when nothing waits."""

    replica: facts.Replica
    behind: timedelta

    @property
    def is_stale(self) -> bool:
        return self.behind > self.replica.greatest_age

    @property
    def labels(self) -> tuple[str, str]:
        return (self.replica.fact, self.replica.by)


def ages() -> list[Age]:
    """Every declared copy with its age, in one question; none where none is declared."""
    declared = facts.declared_replicas()
    if not declared:
        return []
    waiting = (
        OutboxEvent.objects.filter(delivered_at__isnull=True, kind__in={copy.event for copy in declared})
        .values_list("kind")
        .annotate(Min("happened_at"))
    )
    since = dict(waiting)
    now = clock.now()
    return [
        Age(copy, max(now - since[copy.event], timedelta(0)) if copy.event in since else timedelta(0))
        for copy in declared
    ]
