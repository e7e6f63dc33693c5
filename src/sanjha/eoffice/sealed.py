"""Seals the waiting note in the transaction that sends the file on."""

from dataclasses import dataclass
from datetime import datetime

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.models import Note, SigningKey


@dataclass(frozen=True)
class Pen:
    """The key with which the sender signs, looked up before the transaction."""

    key: SigningKey

    def seal(self, note: Note, at: datetime) -> Note:
        """Give the note its number, chain it to the one before, and sign it. The file's row is locked by the caller."""
        chain(note, at)
        note.signature = keys.sign(self.key, note.sealed_text)
        note.key = self.key
        note.save()
        return note


def chain(note: Note, at: datetime) -> Note:
    """The number and the place in the file's chain, without a signature: all that a docket of the system gets."""
    number, previous = sealing.head_of(note.file_id)
    note.number, note.sealed_at, note.state = number + 1, at, Note.State.SEALED
    note.body_hash = sealing.root_of(note.body, bytes(note.salt))
    note.sealed_text = sealing.text_to_seal(note, number=note.number, at=at, previous=previous)
    note.hash = sealing.hash_of(note.sealed_text)
    return note
