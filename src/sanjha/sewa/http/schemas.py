"""What the API takes and gives of services and drafts."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanjha.kernel.api_types import Moment, Strict, Words
from sanjha.kernel.errors import FieldError
from sanjha.sewa.models import Attachment, Draft
from sanjha.sewa.queries.services import Offered

ChannelCode = Literal["COUNTER", "PORTAL", "DOORSTEP"]
Language = Literal["en", "pa", "hi"]
Rupees = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,47}$")]
ServiceCode = Annotated[str, Field(pattern=r"^[A-Z]{2,4}-[A-Z0-9]{2,12}$")]
Revision = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Wrong(Schema):
    """One wrong field."""

    path: str
    code: str
    message: str

    @classmethod
    def of(cls, error: FieldError) -> "Wrong":
        return cls(path=error.path, code=error.code, message=str(error.message))


class ServiceOut(Schema):
    """A service of the catalogue."""

    code: str
    version: int
    names: Words
    department: Words
    category: Words
    channels: list[str]

    @classmethod
    def of(cls, offered: Offered) -> "ServiceOut":
        return cls(
            code=offered.code,
            version=offered.version,
            names=Words.of(offered.names),
            department=Words.of(offered.department),
            category=Words.of(offered.category),
            channels=[channel.code for channel in offered.definition.channels],
        )


class DefinitionOut(Schema):
    """A service's whole definition, as applications are pinned to it."""

    code: str
    version: int
    sha256: str
    definition: dict[str, Any]


class DataIn(Strict):
    """Data of a service's form to be checked."""

    data: dict[str, Any]
    channel: ChannelCode = "COUNTER"
    copies: Annotated[int, Field(ge=1, le=20)] = 1


class DocumentOut(Schema):
    """A paper that follows from the data."""

    code: str
    names: Words
    required: bool
    any_of: str
    accept: list[str]
    max_bytes: int
    given_by: str


class FeeOut(Schema):
    """One line of the fee in rupees. `status` DRAFT: nobody has compared the rate with its order."""

    code: str
    name: Words
    payee: Words
    quantity: int
    amount: Decimal
    status: str


class CheckedOut(Schema):
    """What follows from the data: errors, computed values, papers, fee."""

    ok: bool
    errors: list[Wrong]
    computed: dict[str, Any]
    documents: list[DocumentOut]
    fees: list[FeeOut]
    total: Decimal


class DraftIn(Strict):
    """A new draft."""

    service: ServiceCode
    channel: ChannelCode
    data: dict[str, Any]
    language: Language = "pa"
    copies: Annotated[int, Field(ge=1, le=20)] = 1


class DraftChange(Strict):
    """The draft's data as a whole; `revision` is the one that was read."""

    data: dict[str, Any]
    revision: Revision
    language: Language | None = None
    copies: Annotated[int, Field(ge=1, le=20)] | None = None


class AttachmentOut(Schema):
    """A paper of a case."""

    id: UUID
    document: str
    media_type: str
    size: int
    pages: int
    name: str
    sha256: str
    uploaded_at: Moment

    @classmethod
    def of(cls, paper: Attachment) -> "AttachmentOut":
        return cls(
            id=paper.pk,
            document=paper.document,
            media_type=paper.media_type,
            size=paper.size,
            pages=paper.pages,
            name=paper.original_name,
            sha256=paper.blob,
            uploaded_at=paper.uploaded_at,
        )


class DraftOut(Schema):
    """A draft."""

    id: UUID
    service: str
    version: int
    channel: str
    language: str
    copies: int
    revision: int
    data: dict[str, Any]
    updated_at: Moment

    @classmethod
    def of(cls, draft: Draft) -> "DraftOut":
        return cls(
            id=draft.pk,
            service=draft.service_version.code,
            version=draft.service_version.version,
            channel=draft.channel,
            language=draft.language,
            copies=draft.copies,
            revision=draft.revision,
            data=draft.data,
            updated_at=draft.updated_at,
        )


class PreviewOut(CheckedOut):
    """The draft held against its definition, as a whole."""

    is_ready: bool
    due_date: date | None
    limit_days: int | None
    officer: Words | None
    office: Words | None
    live_application: str
    attachments: list[AttachmentOut]
