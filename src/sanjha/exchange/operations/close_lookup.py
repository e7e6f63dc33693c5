"""Close a look-up that stood out, with a finding."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import oversight_rules as rules
from sanjha.exchange.models import Conspicuous
from sanjha.exchange.operations.ask_explanation import locked
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def close_lookup(*, row_id: UUID, finding: str, note: str, actor: Actor) -> Conspicuous:
    """The row is closed for good. Raises NotFound, NotPermitted, Conflict when it is closed, DomainError without a reason."""
    rules.check_oversees(actor)
    words = rules.clean_words(note, field="note", longest=rules.LONGEST_QUESTION)
    with transaction.atomic(durable=True):
        row = locked(row_id)
        rules.check_can_close(row, finding, actor)
        row.finding, row.note = finding, words
        row.closed_at, row.closed_by = clock.now(), actor.label
        row.save(update_fields=["finding", "note", "closed_at", "closed_by"])
        audit.record(actor, "LOOKUP_CLOSED", stream="exchange.oversight", rows=[row], finding=finding)
    return row
