"""System entries of a file: a paper on the correspondence side, and the docket note that says so."""

import os
from datetime import datetime

from sanjha.eoffice import markup, sealing
from sanjha.eoffice.models import CorrespondenceItem, File, Note, Signatory


def add_docket(file: File, words: str, *, signatory: Signatory, language: str, at: datetime) -> Note:
    """A sealed note without a key, in the chain of the file's notes. The file's row is locked by the caller."""
    body = markup.cleaned(markup.from_plain(words))
    number, previous = sealing.head_of(file.pk)
    note = Note(
        file=file,
        kind=Note.Kind.DOCKET,
        state=Note.State.SEALED,
        number=number + 1,
        language=language,
        body=body,
        text=markup.words_of(body),
        author=signatory,
        written_at=at,
        sealed_at=at,
        salt=os.urandom(sealing.SALT_BYTES),
    )
    note.body_hash = sealing.root_of(note.body, bytes(note.salt))
    note.sealed_text = sealing.text_to_seal(note, number=number + 1, at=at, previous=previous)
    note.hash = sealing.hash_of(note.sealed_text)
    note.save()
    return note


def next_place(file: File) -> tuple[int, int]:
    """The serial and the first page of the next paper. The file's row is locked by the caller."""
    last = (
        CorrespondenceItem.objects.filter(file=file)
        .order_by("-serial")
        .values_list("serial", "page_to")
        .first()
    )
    return (last[0] + 1, last[1] + 1) if last else (1, 1)
