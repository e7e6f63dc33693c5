"""What the API takes and gives of the life of a file."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanjha.eoffice.models import File
from sanjha.kernel.api_types import Strict

Words = Annotated[str, Field(max_length=500)]
Day = Annotated[date, Field(ge=date(1947, 1, 1), le=date(2200, 1, 1))]
Grade = Annotated[int, Field(ge=0, le=3)]
Whole = Annotated[int, Field(ge=0, le=1_000_000)]


class At(Strict):
    """At which desk of the caller."""

    post: UUID


class WithReason(At):
    reason: Words = ""


class To(WithReason):
    """The other file."""

    to: UUID


class LinkIn(To):
    kind: Literal["SEE_ALSO", "PREVIOUS", "LATER"]


class DecisionIn(At):
    approved: bool
    remarks: Words = ""


class CheckIn(At):
    agrees: bool
    remarks: Words = ""


class RecordIn(At):
    record_class: Literal["A", "B", "C"]
    location: Annotated[str, Field(max_length=120)] = ""


class ReviewIn(At):
    outcome: Literal["KEEP", "WEED"]
    remarks: Words
    next_review_on: Day | None = None


class HoldIn(At):
    ground: Literal["COURT", "RTI", "AUDIT"]
    reference: Annotated[str, Field(max_length=200)]


class SlipIn(At):
    number: Annotated[str, Field(max_length=100)]
    purpose: Words
    until: Day


class IssueIn(At):
    issued: bool
    remarks: Words = ""


class WeedingIn(At):
    files: Annotated[list[UUID], Field(max_length=500)]
    reason: Words


class RegradeIn(At):
    grading: Grade
    reason: Words


class KnowIn(At):
    reader_post: UUID


class ClearanceIn(Strict):
    officer: UUID
    grading: Grade
    order_number: Annotated[str, Field(max_length=80)]
    from_date: Day | None = None


class CutOverIn(At):
    from_date: Day
    order_number: Annotated[str, Field(max_length=80)]


class ExceptionIn(CutOverIn):
    branch: Annotated[str, Field(max_length=30)]
    reason: Words
    to_date: Day


class SeveranceIn(Strict):
    """A severed paragraph of a note, from 1; or a severed paper, when `paragraph` is 0 and `number` its serial."""

    number: Whole
    paragraph: Whole = 0
    clause: Annotated[str, Field(max_length=12)]


class ReleaseIn(At):
    reference: Annotated[str, Field(max_length=120)]
    notes: Annotated[list[Whole], Field(max_length=500, default_factory=list)]
    papers: Annotated[list[Whole], Field(max_length=500, default_factory=list)]
    severed: Annotated[list[SeveranceIn], Field(max_length=2000, default_factory=list)]


class Made(Schema):
    """What was made: its id."""

    id: UUID


class FileOut(Schema):
    """A file as a reference: number and state."""

    id: UUID
    number: str
    computer_number: int
    kind: str
    medium: str
    state: str
    grading: int

    @classmethod
    def of(cls, file: File) -> "FileOut":
        names = "number computer_number kind medium state grading".split()
        return cls(id=file.pk, **{name: getattr(file, name) for name in names})


class BondOut(Schema):
    """A tie between this file and another; `inward` when it leads from the other to this one."""

    id: UUID
    kind: str
    inward: bool
    other: FileOut


class ClosingOut(Schema):
    id: UUID
    kind: str
    reason: str
    proposed_at: datetime
    decision: str
    remarks: str


class RecordOut(Schema):
    record_class: str
    review_on: date
    destroy_on: date | None
    is_draft: bool


class LifeOut(Schema):
    """The life of a file."""

    file: FileOut
    post: UUID
    parts: list[FileOut]
    bonds: list[BondOut]
    closings: list[ClosingOut]
    record: RecordOut | None
    holds: list[str]


class ReadingOut(Schema):
    """Somebody opened the file."""

    at: datetime
    way: str
    name: str
    post: str


class ReleaseOut(Schema):
    id: UUID
    number: str
    severed: int
