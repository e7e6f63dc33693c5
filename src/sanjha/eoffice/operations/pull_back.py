"""Take back a file that was sent, while nobody has opened it."""

from uuid import UUID

from django.db import transaction

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import File, Movement
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor


def pull_back(*, file_id: UUID, post: UUID, actor: Actor) -> Movement:
    """Undo a sending: the file is with `post` again. Its sealed note stays. Raises Conflict once it was read."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_unread(before, post)
        return take(file, before, hand, Movement.Kind.PULLED_BACK, "", actor)


def take(
    file: File, before: Movement, hand: Hand, kind: Movement.Kind, remarks: str, actor: Actor
) -> Movement:
    """The inner part: the file comes to this desk without being sent, inside the caller's transaction."""
    movement = ledger.move(
        before,
        ledger.Stay(
            kind=kind,
            to_post=hand.post,
            to_title=hand.signatory.title,
            sender=hand.signatory,
            at=clock.now(),
            remarks=remarks,
            due_date=before.due_date,
            is_read=True,
        ),
    )
    audit.record(actor, f"FILE_{kind}", stream=file.pk, rows=[before, movement])
    events.publish(
        FileMoved(file.pk, file.number, kind, movement.from_post, movement.to_post, movement.sent_at)
    )
    return movement
