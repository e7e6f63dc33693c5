"""Two entries were merged and are two people after all."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.people import duplicate_rules as rules
from sanjha.people.duplicate_queries import locked_pair
from sanjha.people.events import MergeUndone
from sanjha.people.models import Duplicate, Verdict


def undo_merge(*, duplicate_id: UUID, note: str, actor: Actor) -> Duplicate:
    """The merged entry stands for itself again with the facts that it had; what was recorded since stays with the kept.

    Raises NotFound, NotPermitted unless an officer who may decide acts, Conflict when the pair is not merged or the
    entry would now be that of somebody else, DomainError without a reason.
    """
    rules.check_may_decide(actor)
    words = rules.clean_note(note)
    try:
        return _undone(duplicate_id, words, actor)
    except IntegrityError:
        raise Conflict(
            _("Another resident has this name, birth date, gender and mobile number. Look that one up."),
            code="same-person",
        ) from None


def _undone(duplicate_id: UUID, note: str, actor: Actor) -> Duplicate:
    with transaction.atomic(durable=True):
        pair = locked_pair(duplicate_id)
        rules.check_merged(pair)
        other = pair.first if pair.first.merged_into_id else pair.second
        kept = pair.second if other is pair.first else pair.first
        now = clock.now()
        other.merged_into, other.changed_at = None, now
        other.save(update_fields=["merged_into", "changed_at"])
        pair.verdict, pair.note, pair.decided_at, pair.decided_by = Verdict.DISTINCT, note, now, actor.label
        pair.save(update_fields=["verdict", "note", "decided_at", "decided_by"])
        events.publish(MergeUndone(kept.pk, other.pk, now))
        audit.record(actor, "MERGE_UNDONE", stream=kept.pk, rows=[], merged=other.pk)
        audit.record(actor, "MERGE_UNDONE", stream=other.pk, rows=[other, pair], kept=kept.pk)
    return pair
