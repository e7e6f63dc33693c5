"""What the API of the paperless office takes and gives."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanjha.eoffice.models import File, Grading, Movement, Note, Priority, Signatory
from sanjha.eoffice.queries.file_page import FilePage
from sanjha.eoffice.queries.tray import TrayRow
from sanjha.kernel.api_types import Moment, Strict, Words

Language = Literal["en", "pa", "hi"]
Remarks = Annotated[str, Field(max_length=500)]
Body = Annotated[
    str, Field(max_length=200_000, description="HTML of a note: paragraphs, lists, tables, emphasis.")
]


class SignatoryOut(Schema):
    """Who acted, as it was then; `on_behalf_of` names the officer for whom."""

    post: UUID
    title: Words
    name: Words
    capacity: str
    on_behalf_of: Words | None

    @classmethod
    def of(cls, signatory: Signatory) -> "SignatoryOut":
        return cls(
            post=signatory.post,
            title=Words.of(signatory.title),
            name=Words.of(signatory.name),
            capacity=signatory.capacity,
            on_behalf_of=Words.of(signatory.on_behalf_of) if signatory.on_behalf_of else None,
        )


class CoverIn(Strict):
    """The cover of a new file: a head for the functional and subject schemes, a number for the free one."""

    post: UUID
    subject: Annotated[str, Field(max_length=1000)]
    scheme: Literal["FUNCTIONAL", "SUBJECT", "FREE"] = "FUNCTIONAL"
    head: Annotated[str, Field(max_length=40)] = ""
    number: Annotated[str, Field(max_length=200)] = ""
    grading: Annotated[int, Field(ge=0, le=max(Grading.values))] = Grading.NORMAL.value


class NoteIn(Strict):
    """A note written at the desk of `post`; confirmed, it is green."""

    post: UUID
    body: Body
    language: Language = "en"
    confirmed: bool = False


class SendIn(Strict):
    """Where and how a file goes; `body` is a note that is sealed with it, else the one that waits is."""

    post: UUID
    to_post: UUID
    remarks: Remarks = ""
    priority: Annotated[int, Field(ge=0, le=max(Priority.values))] | None = None
    due_date: date | None = None
    body: Body = ""
    language: Language = "en"


class ReturnIn(Strict):
    """Words with which a file goes back."""

    post: UUID
    remarks: Remarks = ""
    body: Body = ""
    language: Language = "en"


class ParkIn(Strict):
    """Why and until when a file is put aside."""

    post: UUID
    remarks: Remarks
    wake_on: date | None = None


class DeskIn(Strict):
    """At whose desk, with remarks where the act asks for them."""

    post: UUID
    remarks: Remarks = ""


class MovementOut(Schema):
    """One stay of a file with a post; the one without an end is where it is."""

    number: int
    kind: str
    from_post: UUID | None
    to_post: UUID
    to_title: Words
    sender: SignatoryOut
    remarks: str
    priority: int
    due_date: date | None
    wake_on: date | None
    after_note: int
    sent_at: Moment
    read_at: Moment | None
    closed_at: Moment | None

    @classmethod
    def of(cls, movement: Movement) -> "MovementOut":
        return cls(
            number=movement.number,
            kind=movement.kind,
            from_post=movement.from_post,
            to_post=movement.to_post,
            to_title=Words.of(movement.to_title),
            sender=SignatoryOut.of(movement.sender),
            remarks=movement.remarks,
            priority=movement.priority,
            due_date=movement.due_date,
            wake_on=movement.wake_on,
            after_note=movement.after_note,
            sent_at=movement.sent_at,
            read_at=movement.read_at,
            closed_at=movement.closed_at,
        )


class NoteOut(Schema):
    """One note. Sealed, `sealed_text` is the exact text that was signed and `hash` its SHA-256."""

    number: int | None
    kind: str
    state: str
    language: str
    body: str
    author: SignatoryOut
    sealed_at: Moment | None
    sealed_text: str
    hash: str
    signature: str

    @classmethod
    def of(cls, note: Note) -> "NoteOut":
        return cls(
            number=note.number,
            kind=note.kind,
            state=note.state,
            language=note.language,
            body=note.body,
            author=SignatoryOut.of(note.author),
            sealed_at=note.sealed_at,
            sealed_text=note.sealed_text,
            hash=note.hash,
            signature=bytes(note.signature).hex(),
        )


class FileOut(Schema):
    """A file by its cover."""

    id: UUID
    computer_number: int
    number: str
    subject: str
    state: str
    grading: int
    branch: str
    opened_at: Moment

    @classmethod
    def of(cls, file: File) -> "FileOut":
        return cls(
            id=file.pk,
            computer_number=file.computer_number,
            number=file.number,
            subject=file.subject,
            state=file.state,
            grading=file.grading,
            branch=file.branch,
            opened_at=file.opened_at,
        )


class WholeFileOut(FileOut):
    """A file with its note sheet and its movements."""

    notes: list[NoteOut]
    waiting: NoteOut | None
    movements: list[MovementOut]

    @classmethod
    def whole(cls, page: FilePage) -> "WholeFileOut":
        return cls(
            **FileOut.of(page.file).dict(),
            notes=[NoteOut.of(note) for note in page.notes],
            waiting=NoteOut.of(page.waiting) if page.waiting else None,
            movements=[MovementOut.of(movement) for movement in page.movements],
        )


class TrayRowOut(Schema):
    """A file or a receipt in a tray."""

    id: UUID
    kind: str
    number: str
    subject: str
    post: UUID
    holder: Words
    sender: SignatoryOut
    priority: int
    due_date: date | None
    sent_at: Moment
    is_read: bool

    @classmethod
    def of(cls, row: TrayRow) -> "TrayRowOut":
        return cls(
            id=row.id,
            kind=row.kind,
            number=row.number,
            subject=row.subject,
            post=row.post,
            holder=Words.of(row.holder),
            sender=SignatoryOut.of(row.sender),
            priority=row.priority,
            due_date=row.due_date,
            sent_at=row.sent_at,
            is_read=row.is_read,
        )


class TrayOut(Schema):
    """One page of a folder."""

    rows: list[TrayRowOut]
    has_more: bool
