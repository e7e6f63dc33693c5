"""Seals a note: salted paragraphs under one root, the signed text that names the note before, and its hash.

The root lets one paragraph be proved, or blacked out, without the others (RFC 9162, section 2.1); the salt keeps short
paragraphs from being guessed. The signed text holds everything that must not change: file, number, words, author, post,
time, and the hash of the previous note.
"""

import hmac
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from sanjha.eoffice.markup import paragraphs, words_of
from sanjha.eoffice.models import File, Note
from sanjha.kernel import audit, merkle

SALT_BYTES = 16
VERSION = 1


def salted(body: str, salt: bytes) -> list[bytes]:
    """The leaves of a body: each paragraph after a salt of its own, made from the note's salt and its position."""
    return [
        hmac.digest(salt, str(position).encode(), "sha256") + paragraph.encode()
        for position, paragraph in enumerate(paragraphs(body))
    ]


def root_of(body: str, salt: bytes) -> str:
    """The Merkle root over the body's paragraphs, 64 hex digits."""
    return merkle.root(salted(body, salt)).hex()


def text_to_seal(note: Note, *, number: int, at: datetime, previous: str, root: str = "") -> str:
    """The exact text that the author's key signs. `previous` is the hash of the note before, empty for the first.

    `root` is that of the body where the words are gone (weeded); else it is taken from them.
    """
    return audit.canonical_json(
        {
            "version": VERSION,
            "file": note.file_id,
            "note": note.id,
            "number": number,
            "kind": note.kind,
            "language": note.language,
            "body": root or root_of(note.body, bytes(note.salt)),
            "author": note.author,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "previous": previous,
        }
    )


def hash_of(sealed_text: str) -> str:
    """The note's hash, which the next note's signed text names."""
    return sha256(sealed_text.encode()).hexdigest()


def head_of(file_id: UUID) -> tuple[int, str]:
    """The number and hash of the file's last sealed note; 0 and "" before the first.

    A volume goes on where the one before it ended (manual: pages and notes are numbered through all volumes).
    """
    last = (
        Note.objects.filter(file=file_id, state=Note.State.SEALED)
        .order_by("-number")
        .values_list("number", "hash")
        .first()
    )
    if last:
        return last[0] or 0, last[1]
    before = volume_before(file_id)
    return head_of(before) if before else (0, "")


def words_on(file_id: UUID) -> int:
    """How many sealed notes somebody wrote; what the system docketed says nothing of what is to be decided."""
    sealed = Note.objects.filter(file=file_id, state=Note.State.SEALED)
    return sealed.exclude(kind=Note.Kind.DOCKET).count()


def volume_before(file_id: UUID) -> UUID | None:
    """Of a volume, the one before it; None for any other file."""
    volume = File.objects.filter(pk=file_id, kind=File.Kind.VOLUME).values_list("main_id", "sequence").first()
    if volume is None or volume[1] == 1:
        return volume[0] if volume else None
    return File.objects.values_list("pk", flat=True).get(
        main=volume[0], kind=File.Kind.VOLUME, sequence=volume[1] - 1
    )


def faults(
    notes: Sequence[Note], verify: Callable[[Note], bool], after: tuple[int, str] = (0, "")
) -> list[str]:
    """What does not hold in a file's sealed notes, in the order of their numbers; empty when all is as it was written.

    `after` is the head of the volume before. The notes of a paper file stand ahead of note 1, as number 0.
    """
    found, previous = [], after[1]
    first = 0 if notes and notes[0].kind == Note.Kind.MIGRATED else after[0] + 1
    for expected, note in enumerate(notes, start=first):
        said = f"note {note.number}"
        if note.number != expected:
            found.append(f"note {expected} is missing: {said} stands in its place")
            break
        if not _is_as_sealed(note, expected, previous):
            found.append(f"{said}: its words, author, time or place are not those that were sealed")
        if note.hash != hash_of(note.sealed_text):
            found.append(f"{said}: its hash is not that of what was sealed")
        if note.key_id is not None and not verify(note):
            found.append(f"{said}: the signature of {note.author.name} does not fit")
        previous = note.hash
    return found


def is_weeded(note: Note) -> bool:
    """Whether the words are gone and only their hash is left."""
    return not note.body and not bytes(note.salt) and bool(note.body_hash)


def _is_as_sealed(note: Note, number: int, previous: str) -> bool:
    root = note.body_hash if is_weeded(note) else root_of(note.body, bytes(note.salt))
    return (
        note.sealed_at is not None
        and note.sealed_text
        == text_to_seal(note, number=number, at=note.sealed_at, previous=previous, root=root)
        and note.body_hash == root
        and note.text == words_of(note.body)
    )
