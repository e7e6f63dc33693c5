"""What the API takes and gives of drafts, letters and their dispatch."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanjha.eoffice.changes import Piece
from sanjha.eoffice.models import Addressee, Dispatch, DraftVersion, InsideLetter, Issue, Signatory
from sanjha.eoffice.operations.create_draft import Words
from sanjha.eoffice.queries.drafts import DraftPage
from sanjha.kernel.api_types import Moment, Strict

Form = Literal[
    "LETTER", "DO_LETTER", "OFFICE_MEMO", "ID_NOTE", "ORDER", "NOTIFICATION", "CIRCULAR", "PRESS_NOTE"
]
Mode = Literal["EMAIL", "OFFICE", "LOCKER", "POST", "REGISTERED", "HAND"]
Language = Literal["en", "pa", "hi"]
Short = Annotated[str, Field(max_length=500)]


class AddresseeIn(Strict):
    """Who gets the letter: a post of this system, a resident, or a name with an address."""

    name: Short = ""
    designation: Short = ""
    address: Short = ""
    email: Annotated[str, Field(max_length=150)] = ""
    post: UUID | None = None
    resident: UUID | None = None
    is_copy: bool = False


class WordsIn(Strict):
    """What the letter says. `body` is HTML of a note."""

    subject: Annotated[str, Field(max_length=400)]
    body: Annotated[str, Field(max_length=200_000)]
    addressees: Annotated[list[AddresseeIn], Field(max_length=60)]

    def words(self) -> Words:
        return Words(self.subject, self.body, [Addressee(**each.dict()) for each in self.addressees])


class DraftIn(Strict):
    """A new letter at the desk of `post`, which holds the file."""

    post: UUID
    form: Form
    language: Language
    signing_post: UUID
    words: WordsIn
    reply_to: UUID | None = None
    supersedes: UUID | None = None


class DraftChange(Strict):
    """The words anew; `seen` is the number of the version that was read."""

    post: UUID
    seen: Annotated[int, Field(ge=1, le=1_000_000)]
    words: WordsIn
    form: Form | None = None
    signing_post: UUID | None = None


class AtDesk(Strict):
    """At which desk the officer acts."""

    post: UUID


class ApprovalIn(AtDesk):
    """Which version is approved."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]


class WithdrawalIn(AtDesk):
    """Why."""

    reason: Short


class DispatchIn(AtDesk):
    """To which addressee, counted from 1, and how."""

    addressee: Annotated[int, Field(ge=1, le=100)]
    mode: Mode
    tracking_number: Annotated[str, Field(max_length=60)] = ""


class HappenedIn(AtDesk):
    """What became of a dispatch."""

    state: Literal["DELIVERED", "BOUNCED", "RETURNED"]
    remarks: Short = ""


class WhoOut(Schema):
    """Who acted, as it was then."""

    name: str
    title: str
    office: str
    capacity: str

    @classmethod
    def of(cls, who: Signatory) -> "WhoOut":
        return cls(name=who.name.en, title=who.title.en, office=who.office.en, capacity=who.capacity)


class AddresseeOut(AddresseeIn):
    """Who gets the letter."""

    @classmethod
    def of(cls, who: Addressee) -> "AddresseeOut":
        return cls(**{name: getattr(who, name) for name in cls.model_fields})


class VersionOut(Schema):
    """One officer's version."""

    number: int
    subject: str
    body: str
    addressees: list[AddresseeOut]
    author: WhoOut
    written_at: Moment
    closed_at: Moment | None
    hash: str

    @classmethod
    def of(cls, version: DraftVersion) -> "VersionOut":
        return cls(
            number=version.number,
            subject=version.subject,
            body=version.body,
            addressees=[AddresseeOut.of(each) for each in version.addressees.each],
            author=WhoOut.of(version.author),
            written_at=version.written_at,
            closed_at=version.closed_at,
            hash=version.hash,
        )


class PieceOut(Schema):
    """Some words: same, ins (put in) or del (taken out)."""

    kind: str
    words: str

    @classmethod
    def of(cls, piece: Piece) -> "PieceOut":
        return cls(kind=piece.kind, words=piece.words)


class ChangeOut(Schema):
    """What a version changed in the one before."""

    version: int
    pieces: list[PieceOut]


class DispatchOut(Schema):
    """One line of the dispatch register."""

    id: UUID
    number: str
    letter: str
    recipient: AddresseeOut
    mode: str
    state: str
    tracking_number: str
    sha256: str
    dispatched_at: Moment

    @classmethod
    def of(cls, row: Dispatch) -> "DispatchOut":
        return cls(
            id=row.pk,
            number=row.number,
            letter=row.issue.number,
            recipient=AddresseeOut.of(row.recipient),
            mode=row.mode,
            state=row.state,
            tracking_number=row.tracking_number,
            sha256=row.blob,
            dispatched_at=row.dispatched_at,
        )


class IssueOut(Schema):
    """A signed letter. `sha256` is of the signed file; its first bytes are the file of `approved`."""

    id: UUID
    draft: UUID
    number: str
    system_number: str
    dated: date
    signed_at: Moment
    signatory: WhoOut
    approved: str
    sha256: str

    @classmethod
    def of(cls, issue: Issue) -> "IssueOut":
        return cls(
            id=issue.pk,
            draft=issue.draft_id,
            number=issue.number,
            system_number=issue.system_number,
            dated=issue.dated,
            signed_at=issue.signed_at,
            signatory=WhoOut.of(issue.signatory),
            approved=issue.approved_blob,
            sha256=issue.signed_blob,
        )


class DraftOut(Schema):
    """A draft with its versions, its changes and what became of it."""

    id: UUID
    file: UUID
    number: int
    form: str
    language: str
    state: str
    signing_post: UUID
    approved: str
    versions: list[VersionOut]
    changes: list[ChangeOut]
    issue: IssueOut | None
    dispatches: list[DispatchOut]

    @classmethod
    def of(cls, page: DraftPage) -> "DraftOut":
        draft = page.draft
        return cls(
            id=draft.pk,
            file=draft.file_id,
            number=draft.number,
            form=draft.form,
            language=draft.language,
            state=draft.state,
            signing_post=draft.signing_post,
            approved=draft.approved_blob,
            versions=[VersionOut.of(version) for version in page.versions],
            changes=[
                ChangeOut(
                    version=change.version.number, pieces=[PieceOut.of(piece) for piece in change.pieces]
                )
                for change in page.changed
            ],
            issue=IssueOut.of(page.issue) if page.issue else None,
            dispatches=[DispatchOut.of(row) for row in page.dispatches],
        )


class RegisterOut(Schema):
    """One page of the dispatch register."""

    rows: list[DispatchOut]
    has_more: bool


class InsideLetterOut(Schema):
    """A letter that came from another office on this system."""

    id: UUID
    letter: str
    sender: WhoOut
    to_post: UUID
    sha256: str
    arrived_at: Moment
    accepted_at: Moment | None
    receipt: UUID | None

    @classmethod
    def of(cls, letter: InsideLetter) -> "InsideLetterOut":
        issue = letter.dispatch.issue
        return cls(
            id=letter.pk,
            letter=issue.number,
            sender=WhoOut.of(issue.signatory),
            to_post=letter.to_post,
            sha256=letter.dispatch.blob,
            arrived_at=letter.arrived_at,
            accepted_at=letter.accepted_at,
            receipt=letter.receipt_id,
        )
