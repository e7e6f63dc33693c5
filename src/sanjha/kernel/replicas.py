"""How far the declared copies of facts are behind their owners: a copy that is older than it may be raises an alarm.

A copy follows its owner's event. While such an event waits, or a consumer has given it up, the copy says what was
true before it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min

from sanjha.kernel import clock, facts
from sanjha.kernel.models import DeadLetter, OutboxEvent


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
    """Every declared copy with its age, in two questions; none where none is declared."""
    declared = facts.declared_replicas()
    if not declared:
        return []
    kinds = {copy.event for copy in declared}
    waiting = (
        OutboxEvent.objects.filter(delivered_at__isnull=True, kind__in=kinds)
        .values_list("kind")
        .annotate(Min("happened_at"))
    )
    since = {(kind, ""): at for kind, at in waiting}
    # Where the owner runs elsewhere, its outbox is out of sight; what the keeper here has given up is not.
    given_up = (
        DeadLetter.objects.filter(settled_at__isnull=True, kind__in=kinds)
        .values_list("kind", "consumer")
        .annotate(Min("happened_at"))
    )
    for kind, consumer, at in given_up:
        keeper = (kind, consumer.partition(".")[0])
        since[keeper] = min(at, since.get(keeper, at))
    now = clock.now()
    return [
        Age(copy, max((now - since[key] for key in _keys(copy) if key in since), default=timedelta(0)))
        for copy in declared
    ]


def _keys(copy: facts.Replica) -> list[tuple[str, str]]:
    return [(copy.event, ""), (copy.event, copy.by)]
