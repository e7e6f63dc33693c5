"""Park a file until a day, and take it up again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import keys, ledger, rules
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import Act, File, Movement, Signatory
from sanjha.eoffice.operations.write_note import waiting_note
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.eoffice.sealed import Pen
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import DomainError


def park_file(
    *, file_id: UUID, post: UUID, remarks: str, actor: Actor, wake_on: date | None = None
) -> Movement:
    """Put the file aside at the same desk until `wake_on`, or until somebody takes it up. The waiting note is sealed.

    Raises DomainError without remarks, for a day that is not after today, and for a file that is parked.
    """
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.PARK)
    rules.check_signs(hand.prepares_only)
    rules.check_wake(wake_on, clock.today())
    remarks = rules.remarks_of(remarks)
    if not remarks:
        raise DomainError(_("Say why it is parked."), code="missing", field="remarks")
    if actor.person is None:
        raise RuntimeError("an officer is a person")
    pen = Pen(keys.key_of(actor.person))
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(before, post)
        if before.kind == Movement.Kind.PARKED:
            raise DomainError(_("The file is parked already."), code="parked")
        at = clock.now()
        note = waiting_note(file)
        if note is not None:
            rules.check_may_write(note, hand.signatory.officer, hand.prepares_only)
            note.author = hand.signatory
            pen.seal(note, at)
        movement = ledger.move(
            before,
            ledger.Stay(
                kind=Movement.Kind.PARKED,
                to_post=post,
                to_title=before.to_title,
                sender=hand.signatory,
                at=at,
                remarks=remarks,
                wake_on=wake_on,
                due_date=before.due_date,
                after_note=note.number or 0 if note else 0,
                is_read=True,
            ),
        )
        audit.record(actor, "FILE_PARKED", stream=file.pk, rows=[before, movement, *([note] if note else [])])
        events.publish(FileMoved(file.pk, file.number, movement.kind, post, post, at))
    return movement


def take_up(*, file_id: UUID, post: UUID, actor: Actor) -> Movement:
    """Take a parked file up again, before its day or because it has come."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.PARK)
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        rules.check_is_with(before, post)
        return _wake(file, before, hand.signatory, actor)


def wake_parked() -> int:
    """Take up every file whose day has come, at the desk where it lies. Returns how many."""
    due = Movement.objects.filter(
        kind=Movement.Kind.PARKED, closed_at__isnull=True, wake_on__lte=clock.today(), file__isnull=False
    ).values_list("file_id", flat=True)
    woken = 0
    for file_id in list(due):
        with transaction.atomic(durable=True):
            file, before = ledger.lock_file(file_id)
            if before.kind == Movement.Kind.PARKED and before.wake_on and before.wake_on <= clock.today():
                _wake(file, before, before.sender, SYSTEM)
                woken += 1
    return woken


def _wake(file: File, before: Movement, sender: Signatory, actor: Actor) -> Movement:
    if before.kind != Movement.Kind.PARKED:
        raise DomainError(_("The file is not parked."), code="not-parked")
    movement = ledger.move(
        before,
        ledger.Stay(
            kind=Movement.Kind.WOKEN,
            to_post=before.to_post,
            to_title=before.to_title,
            sender=sender,
            at=clock.now(),
            remarks=before.remarks,
            due_date=before.due_date,
            is_read=actor is not SYSTEM,
        ),
    )
    audit.record(actor, "FILE_WOKEN", stream=file.pk, rows=[before, movement])
    events.publish(
        FileMoved(file.pk, file.number, movement.kind, movement.from_post, movement.to_post, movement.sent_at)
    )
    return movement
