"""The door in units where the exchange itself does not run: grants come there by events, readings go back by events.

So no call waits for a central switch, and a citizen sees in one place who has read what, wherever it was read.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sanjha.exchange.events import FactsRead, GrantChanged
from sanjha.exchange.models import Grant, Reading
from sanjha.kernel import audit_batches, events, peers

CONSUMER = "door"
"""Under this name each unit follows the events of grants for itself."""
_FIELDS = [name for name in GrantChanged.__dataclass_fields__ if name != "grant"]


def is_carried() -> bool:
    """Whether this unit's grants are copies of those that the exchange keeps elsewhere."""
    return not peers.runs_here("exchange")


def tell(grant: Grant) -> None:
    """Publish how the grant stands, in the transaction that changed it."""
    events.publish(as_it_stands(grant))


def as_it_stands(grant: Grant) -> GrantChanged:
    return GrantChanged(grant=grant.pk, **{name: getattr(grant, name) for name in _FIELDS})


@events.subscribes(GrantChanged, by=CONSUMER)
def learn_grant(happened: GrantChanged, *, event_id: UUID) -> None:
    """The exchange's own unit has the grant itself."""
    if is_carried():
        learn(happened)


def learn(happened: GrantChanged) -> None:
    """Keep a copy of the grant. One that has ended stays ended, in whichever order the news arrives."""
    values = asdict(happened)
    identifier = values.pop("grant")
    known, is_new = Grant.objects.get_or_create(pk=identifier, defaults=values)
    if not is_new and known.ended_at is None and happened.ended_at is not None:
        known.ended_at, known.ended_by = happened.ended_at, happened.ended_by
        known.save(update_fields=["ended_at", "ended_by"])


@events.subscribes(FactsRead, by="exchange")
def collect_reading(happened: FactsRead, *, event_id: UUID) -> None:
    """Keep what another unit's door has given out, under the same ids, and seal it though it may be old."""
    known = set(Reading.objects.filter(pk__in=happened.readings).values_list("pk", flat=True))
    new = [reading for reading in readings_of(happened) if reading.pk not in known]
    Reading.objects.bulk_create(new)
    audit_batches.seal_late(Reading, [reading.pk for reading in new])


def readings_of(happened: FactsRead) -> Sequence[Reading]:
    shared: dict[str, Any] = asdict(happened)
    identifiers, subjects = shared.pop("readings"), shared.pop("subjects")
    return [
        Reading(id=identifier, subject=subject, **shared)
        for identifier, subject in zip(identifiers, subjects, strict=True)
    ]
