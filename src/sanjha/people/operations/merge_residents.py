"""Two entries are one person: one is kept and the other stands for it from now on."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.people import duplicate_rules as rules
from sanjha.people.duplicate_queries import locked_pair
from sanjha.people.events import ResidentsMerged
from sanjha.people.models import Dispute, Duplicate, Resident, Verdict


def merge_residents(*, duplicate_id: UUID, keep: UUID, note: str, actor: Actor) -> Duplicate:
    """Keep one entry of the pair; the other's id and reference stand for it. No fact of either is moved or changed.

    Raises NotFound, NotPermitted unless an officer who may decide acts, Conflict when the pair is decided or one of
    the two cannot be merged now, DomainError without a reason.
    """
    rules.check_may_decide(actor)
    words = rules.clean_note(note)
    with transaction.atomic(durable=True):
        pair = locked_pair(duplicate_id)
        rules.check_waits(pair)
        kept, other = (pair.first, pair.second) if keep == pair.first_id else (pair.second, pair.first)
        if kept.pk != keep:
            raise DomainError(_("Choose which entry is kept."), code="keep", field="keep")
        rules.check_can_merge(
            kept,
            other,
            stands_for_others=Resident.objects.filter(merged_into=other).exists(),
            disputed=Dispute.objects.filter(resident__in=[kept, other], outcome="").exists(),
        )
        now = clock.now()
        other.merged_into, other.changed_at = kept, now
        other.save(update_fields=["merged_into", "changed_at"])
        pair.verdict, pair.note, pair.decided_at, pair.decided_by = Verdict.SAME, words, now, actor.label
        pair.save(update_fields=["verdict", "note", "decided_at", "decided_by"])
        events.publish(ResidentsMerged(kept.pk, other.pk, now))
        audit.record(actor, "RESIDENT_KEPT", stream=kept.pk, rows=[], merged=other.pk)
        audit.record(actor, "RESIDENT_MERGED", stream=other.pk, rows=[other, pair], kept=kept.pk)
    return pair
