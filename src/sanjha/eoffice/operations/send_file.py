"""Send a file on: the waiting note is signed and sealed, and the file is with the other post, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction

from sanjha.eoffice import keys, ledger, rules
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import File, Movement, Note
from sanjha.eoffice.operations.write_note import keep_note, waiting_note
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.eoffice.sealed import Pen
from sanjha.eoffice.sealing import words_on
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices


@dataclass(frozen=True)
class Way:
    """How the file goes: remarks for the receiver, priority, due date, and the note typed with it, if any."""

    remarks: str = ""
    priority: int | None = None
    due_date: date | None = None
    body: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Onward:
    """A way that is being gone: who sends, by which pen, to whom."""

    hand: Hand
    pen: Pen
    kind: Movement.Kind
    to_post: UUID
    to_title: Text
    way: Way


def send_file(*, file_id: UUID, post: UUID, to_post: UUID, actor: Actor, way: Way = Way()) -> Movement:
    """Send the file from the desk of `post` to `to_post`; the note that waits, or `way.body`, is sealed with it.

    Raises NotPermitted for another desk and for personal staff, Conflict when somebody was faster, DomainError for a
    closed post, a blank note side and a date that has passed. (CSMOP 2022, para 16: nothing is changed after submission.)
    """
    onward = _prepared(actor, file_id, post, to_post, way, Movement.Kind.SENT)
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        return _carry_out(file, before, onward, actor)


def return_file(*, file_id: UUID, post: UUID, actor: Actor, way: Way = Way()) -> Movement:
    """Send the file back to the post that sent it; otherwise as `send_file`."""
    visible_file(actor, file_id)
    before = ledger.open_movement(file_id)
    rules.check_is_with(before, post)
    rules.check_returnable(before)
    back_to = before.from_post
    if back_to is None:
        raise RuntimeError("a movement that can be returned has a sender")
    onward = _prepared(actor, file_id, post, back_to, way, Movement.Kind.RETURNED)
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        return _carry_out(file, before, onward, actor)


def _prepared(
    actor: Actor, file_id: UUID, post: UUID, to_post: UUID, way: Way, kind: Movement.Kind
) -> Onward:
    """Everything that is asked of others before the file is locked."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_due(way.due_date, clock.today())
    receiver = offices.get_post(post_id=to_post)
    if actor.person is None:
        raise RuntimeError("an officer is a person")
    rules.check_post_takes_files(receiver.is_active)
    return Onward(hand, Pen(keys.key_of(actor.person)), kind, to_post, receiver.title, way)


def _carry_out(file: File, before: Movement, onward: Onward, actor: Actor) -> Movement:
    rules.check_active(file)
    rules.check_is_with(before, onward.hand.post)
    rules.check_receiver(before, onward.to_post)
    at, way = clock.now(), onward.way
    note = _sealed_note(file, onward, at)
    movement = ledger.move(
        before,
        ledger.Stay(
            kind=onward.kind,
            to_post=onward.to_post,
            to_title=onward.to_title,
            sender=onward.hand.signatory,
            at=at,
            remarks=rules.remarks_of(way.remarks),
            priority=way.priority,
            due_date=way.due_date,
            after_note=note.number or 0 if note else 0,
        ),
    )
    written: list[models.Model] = [before, movement, *([note] if note else [])]
    audit.record(actor, f"FILE_{onward.kind}", stream=file.pk, rows=written, to=onward.to_post)
    events.publish(
        FileMoved(file.pk, file.number, onward.kind, movement.from_post, movement.to_post, movement.sent_at)
    )
    return movement


def _sealed_note(file: File, onward: Onward, at: datetime) -> Note | None:
    way = onward.way
    if way.body.strip():
        note: Note | None = keep_note(file, onward.hand, way.body, way.language, confirmed=True)
    else:
        note = waiting_note(file)
    if note is None and file.medium == File.Medium.PAPER:
        return None
    if note is None:
        rules.check_note_side(words_on(file.pk), note)
        return None
    rules.check_may_write(note, onward.hand.signatory.officer, onward.hand.prepares_only)
    note.author = onward.hand.signatory
    return onward.pen.seal(note, at)
