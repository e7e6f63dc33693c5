"""Write the note that waits on a file: yellow while it is being worked on, green once its author confirms it."""

import os
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, markup, rules, sealing
from sanjha.eoffice.models import Act, File, Note
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def write_note(
    *, file_id: UUID, post: UUID, body: str, language: str, actor: Actor, confirmed: bool = False
) -> Note:
    """Keep what was typed at the desk that holds the file. `body` is HTML of a note (`markup`), `language` en, pa or hi.

    `confirmed` makes it green: from then on its author alone may change it, and personal staff never confirm. Raises
    NotPermitted for another desk, Conflict when the file has gone on, DomainError for an empty note.
    """
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    if confirmed:
        rules.check_signs(hand.prepares_only)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(movement, post)
        note = keep_note(file, hand, body, language, confirmed=confirmed)
        audit.record(actor, "NOTE_CONFIRMED" if confirmed else "NOTE_WRITTEN", stream=file.pk, rows=[note])
    return note


def discard_note(*, file_id: UUID, post: UUID, actor: Actor) -> None:
    """Throw away the note that waits on the file; that there was one stays known."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_is_with(movement, post)
        note = waiting_note(file)
        if note is None:
            raise DomainError(_("There is no note to discard."), code="no-note")
        rules.check_may_write(note, hand.signatory.officer, hand.prepares_only)
        note.state, note.body, note.text = Note.State.DISCARDED, "", ""
        note.save(update_fields=["state", "body", "text"])
        audit.record(actor, "NOTE_DISCARDED", stream=file.pk, rows=[note])


def waiting_note(file: File) -> Note | None:
    """The note of the file that is not sealed yet."""
    return Note.objects.filter(file=file, state__in=[Note.State.YELLOW, Note.State.GREEN]).first()


def keep_note(file: File, hand: Hand, body: str, language: str, *, confirmed: bool) -> Note:
    """The inner part: write or change the waiting note, inside the caller's transaction."""
    body = markup.cleaned(body)
    text = markup.words_of(body)
    if not text:
        raise DomainError(_("The note is empty."), code="empty-note", field="body")
    note = waiting_note(file) or Note(file=file, salt=os.urandom(sealing.SALT_BYTES))
    if note.state:
        rules.check_may_write(note, hand.signatory.officer, hand.prepares_only)
    note.state = Note.State.GREEN if confirmed else Note.State.YELLOW
    note.language, note.body, note.text = language, body, text
    note.author, note.written_at = hand.signatory, clock.now()
    note.save()
    return note
