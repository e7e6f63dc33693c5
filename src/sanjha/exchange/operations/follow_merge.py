"""Readings follow the register of residents when it merges two entries, and part again when that is undone."""

from datetime import datetime
from uuid import UUID

from sanjha.exchange.models import StandsFor
from sanjha.kernel import audit
from sanjha.kernel.actors import Actor


def follow_merge(*, subject: UUID, kept: UUID | None, at: datetime, actor: Actor) -> None:
    """From now on the readings of `subject` are shown to `kept`; to itself alone when None. An older happening changes nothing.

    Inside the transaction of the event's consumer. No reading is touched: each keeps whose facts were read.
    """
    row = StandsFor.objects.select_for_update().filter(pk=subject).first()
    if row is not None and row.since >= at:
        return
    row = row or StandsFor(subject=subject)
    row.kept, row.since = kept, at
    row.save()
    audit.record(actor, "READINGS_FOLLOW", stream="exchange.subjects", rows=[row], subject=subject, kept=kept)
