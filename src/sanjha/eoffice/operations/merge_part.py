"""Merge a part file back into its main file; from then on it is read only."""

from uuid import UUID

from django.db import transaction

from sanjha.eoffice import ledger, rules, rules_life
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import Act, File, FileLink, Movement
from sanjha.eoffice.queries import bonds
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor


def merge_part(*, file_id: UUID, post: UUID, actor: Actor, reason: str = "") -> FileLink:
    """Put the part into its main file, both at the desk of `post`. Its notes stay where they are, under its number.

    Raises DomainError while a note waits on the part, while the main file is elsewhere, or is graded lower.
    """
    part = visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_acts(hand.acts, Act.NOTE)
    rules_life.check_part(part)
    reason = rules.remarks_of(reason)
    with transaction.atomic(durable=True):
        # The main file is locked before the part, as wherever two files are put together.
        main, main_at = ledger.lock_file(part.main_id)  # type: ignore[arg-type]
        part, before = ledger.lock_file(file_id)
        rules.check_active(part)
        rules.check_active(main)
        rules.check_is_with(before, post)
        rules_life.check_together(before, main_at)
        rules_life.check_grading_fits(part, main)
        rules_life.check_nothing_inside(bonds.holds_others(part.pk))
        rules_life.check_nothing_waits(bonds.note_waits(part.pk))
        at = clock.now()
        link = FileLink.objects.create(
            file=part,
            to=main,
            kind=FileLink.Kind.MERGED_INTO,
            reason=reason,
            made_by=hand.signatory,
            made_at=at,
        )
        part.state = File.State.MERGED
        part.save(update_fields=["state"])
        after = ledger.rest(before, Movement.Kind.MERGED, hand.signatory, at, reason)
        audit.record(actor, "PART_MERGED", stream=part.pk, rows=[part, link, before, after], into=main.pk)
        events.publish(FileMoved(part.pk, part.number, after.kind, post, post, at))
    return link
