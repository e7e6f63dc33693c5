"""What the API takes and gives of letters, receipts and papers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanjha.eoffice.dak_rules import Letter
from sanjha.eoffice.models import (
    Acknowledgement,
    CorrespondenceItem,
    Flag,
    FollowUp,
    IncomingMail,
    Movement,
    Receipt,
    Scan,
    Sender,
)
from sanjha.eoffice.operations.diarise_receipt import Entry
from sanjha.eoffice.operations.send_receipt import Marking
from sanjha.kernel.api_types import Moment, Strict, Words

Remarks = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(min_length=3, max_length=500)]
Short = Annotated[str, Field(max_length=300)]
Urgency = Annotated[int, Field(ge=0, le=4)]


class SenderBody(Strict):
    """Who wrote: a name or an organisation is needed."""

    name: Short = ""
    designation: Short = ""
    organisation: Short = ""
    address: Short = ""
    email: Short = ""
    mobile: Annotated[str, Field(max_length=16)] = ""


class MarkingIn(Strict):
    """To whom it goes: one post for action, any number for information."""

    to_post: UUID | None = None
    copies_to: Annotated[tuple[UUID, ...], Field(max_length=20)] = ()
    remarks: Remarks = ""
    priority: Urgency | None = None
    due_date: date | None = None

    def marking(self) -> Marking:
        return Marking(**self.model_dump())


class EntryIn(Strict):
    """One line of the diary. `form` makes it safe to send again: the same id diarises once."""

    post: UUID
    sender: SenderBody
    subject: Annotated[str, Field(max_length=300)]
    received_on: date
    mode: Literal["HAND", "POST", "EMAIL", "OFFICE", "COUNTER"] = "POST"
    letter_number: Annotated[str, Field(max_length=80)] = ""
    letter_date: date | None = None
    language: Literal["en", "pa", "hi"] = "pa"
    grading: Annotated[int, Field(ge=0, le=3)] = 0
    category: Annotated[str, Field(max_length=40)] = ""
    enclosures: Annotated[int, Field(ge=0, le=500)] = 0
    is_vip: bool = False
    remarks: Remarks = ""
    marking: MarkingIn | None = None
    acknowledge: bool = False
    is_no_duplicate: bool = False
    form: UUID | None = None
    mail: UUID | None = None

    def entry(self) -> Entry:
        said = self.model_dump(
            include={
                "subject", "received_on", "mode", "letter_number", "letter_date", "language", "grading", "category",
                "enclosures", "is_vip", "remarks",
            }
        )  # fmt: skip
        return Entry(
            letter=Letter(sender=Sender(**self.sender.model_dump()), **said),
            marking=self.marking.marking() if self.marking else None,
            acknowledge=self.acknowledge,
            is_no_duplicate=self.is_no_duplicate,
            form=self.form,
            mail=self.mail,
        )


class AtDesk(Strict):
    """An act at the desk of a post."""

    post: UUID


class WithReason(AtDesk):
    """An act that says why."""

    remarks: Reason


class SendIn(AtDesk):
    """A receipt is sent on."""

    marking: MarkingIn


class RedirectIn(WithReason):
    """A receipt that was marked wrongly goes where it belongs."""

    to_post: UUID


class FileIn(AtDesk):
    """A receipt is put in a file."""

    file: UUID


class FollowUpIn(AtDesk):
    """A reminder."""

    due_on: date
    words: Annotated[str, Field(min_length=3, max_length=300)]


class FlagIn(AtDesk):
    """A flag is set on a paper or taken."""

    serial: Annotated[int, Field(ge=1, le=2_000_000_000)]
    label: Annotated[str, Field(min_length=1, max_length=12)]


class AsideIn(Strict):
    """Why an e-mail is no letter to this office."""

    reason: Annotated[str, Field(min_length=3, max_length=300)]


class ScanOut(Schema):
    """A scan of a receipt."""

    position: int
    name: str
    media_type: str
    size: int
    pages: int
    text_from: str

    @classmethod
    def of(cls, scan: Scan) -> "ScanOut":
        return cls(**{name: getattr(scan, name) for name in cls.model_fields})


class StayOut(Schema):
    """One stay of a receipt with a post."""

    number: int
    kind: str
    to_post: UUID
    to_title: Words
    by: Words
    remarks: str
    priority: int
    due_date: date | None
    sent_at: Moment
    read_at: Moment | None
    closed_at: Moment | None

    @classmethod
    def of(cls, movement: Movement) -> "StayOut":
        return cls(
            to_title=Words.of(movement.to_title),
            by=Words.of(movement.sender.name),
            **{name: getattr(movement, name) for name in cls.model_fields if name not in {"to_title", "by"}},
        )


class ReceiptOut(Schema):
    """A receipt of the diary."""

    id: UUID
    number: str
    state: str
    subject: str
    sender: SenderBody
    letter_number: str
    letter_date: date | None
    received_on: date
    mode: str
    language: str
    grading: int
    original: UUID | None
    diarised_at: Moment

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        sender = receipt.sender
        return cls(
            sender=SenderBody(**{name: getattr(sender, name) for name in SenderBody.model_fields}),
            original=receipt.original_id,
            **{
                name: getattr(receipt, name)
                for name in cls.model_fields
                if name not in {"sender", "original"}
            },
        )


class AcknowledgementOut(Schema):
    """How the sender is told."""

    id: UUID
    way: str
    address: str
    sent_at: Moment | None
    failure: str

    @classmethod
    def of(cls, asked: Acknowledgement) -> "AcknowledgementOut":
        return cls(**{name: getattr(asked, name) for name in cls.model_fields})


class FollowUpOut(Schema):
    """A reminder of a desk."""

    id: UUID
    post: UUID
    due_on: date
    words: str
    done_at: Moment | None

    @classmethod
    def of(cls, follow_up: FollowUp) -> "FollowUpOut":
        return cls(**{name: getattr(follow_up, name) for name in cls.model_fields})


class ReceiptPageOut(Schema):
    """A receipt with all that belongs to it; `file` and `serial` where it was put in one."""

    receipt: ReceiptOut
    scans: list[ScanOut]
    movements: list[StayOut]
    copies: list[str]
    acknowledgements: list[AcknowledgementOut]
    follow_ups: list[FollowUpOut]
    file: UUID | None
    serial: int | None


class PaperOut(Schema):
    """A paper of a file's correspondence side."""

    id: UUID
    serial: int
    kind: str
    title: str
    paper_date: date | None
    page_from: int
    page_to: int
    receipt: UUID | None
    flags: list[str]

    @classmethod
    def of(cls, item: CorrespondenceItem, flags: list[Flag]) -> "PaperOut":
        return cls(
            receipt=item.receipt_id,
            flags=[flag.label for flag in flags],
            **{name: getattr(item, name) for name in cls.model_fields if name not in {"receipt", "flags"}},
        )


class MailOut(Schema):
    """A letter that came by e-mail and waits to be diarised."""

    id: UUID
    sender: str
    email: str
    subject: str
    sent_on: date
    came_at: Moment
    papers: list[str]
    refused: list[str]

    @classmethod
    def of(cls, mail: IncomingMail) -> "MailOut":
        return cls(
            id=mail.pk,
            sender=mail.sender.name,
            email=mail.sender.email,
            subject=mail.subject,
            sent_on=mail.sent_on,
            came_at=mail.came_at,
            papers=[one["name"] for one in mail.attachments if "refused" not in one],
            refused=[one["name"] for one in mail.attachments if "refused" in one],
        )
