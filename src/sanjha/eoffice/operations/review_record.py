"""Review a recorded file: keep it until the next review, or propose it for weeding."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life, rules_records
from sanjha.eoffice.models import Act, RecordEntry, RecordReview
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def review_record(
    *,
    file_id: UUID,
    post: UUID,
    outcome: str,
    remarks: str,
    actor: Actor,
    next_review_on: date | None = None,
) -> RecordReview:
    """Enter what the records officer found. WEED is for class C alone; KEEP needs the day of the next review."""
    file = visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.RECORD)
    rules_records.check_keeps(file, hand.office)
    remarks = rules_life.reason_of(remarks, field="remarks")
    if outcome not in RecordReview.Outcome.values:
        raise DomainError(_("Keep or weed?"), code="outcome", field="outcome")
    if outcome == RecordReview.Outcome.KEEP:
        if next_review_on is None:
            raise DomainError(_("Say when it is reviewed again."), code="missing", field="next_review_on")
        rules_records.check_until(next_review_on, clock.today())
    with transaction.atomic(durable=True):
        file, _movement = ledger.lock_file(file_id)
        rules_records.check_recorded(file)
        entry = RecordEntry.objects.get(file=file)
        if outcome == RecordReview.Outcome.WEED and entry.destroy_on is None:
            raise DomainError(_("Files of classes A and B are kept for ever."), code="for-ever")
        review = RecordReview.objects.create(
            entry=entry,
            outcome=outcome,
            remarks=remarks,
            next_review_on=next_review_on if outcome == RecordReview.Outcome.KEEP else None,
            reviewed_by=hand.signatory,
            reviewed_at=clock.now(),
        )
        if review.next_review_on:
            entry.review_on = review.next_review_on
            entry.save(update_fields=["review_on"])
        audit.record(actor, "RECORD_REVIEWED", stream=file.pk, rows=[review, entry])
    return review
