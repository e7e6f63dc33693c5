"""Two entries that look like one person are two."""

from uuid import UUID

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.people import duplicate_rules as rules
from sanjha.people.duplicate_queries import locked_pair
from sanjha.people.models import Duplicate, Verdict


def keep_apart(*, duplicate_id: UUID, note: str, actor: Actor) -> Duplicate:
    """Decide that the pair is two people: it is not proposed again.

    Raises NotFound, NotPermitted unless an officer who may decide acts, Conflict when it is decided, DomainError
    without a reason.
    """
    rules.check_may_decide(actor)
    words = rules.clean_note(note)
    with transaction.atomic(durable=True):
        pair = locked_pair(duplicate_id)
        rules.check_waits(pair)
        pair.verdict, pair.note = Verdict.DISTINCT, words
        pair.decided_at, pair.decided_by = clock.now(), actor.label
        pair.save(update_fields=["verdict", "note", "decided_at", "decided_by"])
        audit.record(actor, "RESIDENTS_KEPT_APART", stream=pair.first_id, rows=[pair], other=pair.second_id)
    return pair
