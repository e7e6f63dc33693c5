"""What other services may ask of the locker: issue, read, revoke; print papers that are not signed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sanjha.kernel.contracts import Purpose, Struct, operation
from sanjha.kernel.text import Text


class Signatory(Struct, frozen=True):
    """Who signs, as on the day of signing: name, post, office, and the place printed below ("Tehsil Tapa")."""

    name: Text
    post: Text
    office: Text
    place: Text


class IssueRequest(Struct, frozen=True):
    """One document to be issued.

    `source` and `source_id` say whose case it is ("sewa", the application): the same pair gives the same document.
    `template` is a path under the catalogue. `district` is the short code that stands in the number. The certificate of
    `office_code` signs; posts of `office` may read the document. `data` is JSON of text, whole numbers, booleans, lists
    and parts. `qr_fields` are printed fields that the QR code carries in clear; `name` and `name_pa` are the holder's.
    `period` tells documents of one kind and person apart ("2025-26").
    """

    source: str
    source_id: UUID
    template: str
    doctype: str
    office: UUID
    office_code: str
    district: str
    subject: UUID
    title: Text
    data: dict[str, Any]
    valid_from: date
    valid_to: date | None
    qr_fields: dict[str, str]
    signatory: Signatory
    period: str = ""


class IssuedDocument(Struct, frozen=True):
    """A document of the register. `state` is ISSUED, REVOKED or SUPERSEDED; `sha256` and `size` are those of its file."""

    id: UUID
    subject: UUID
    number: str
    doc_id: str
    uri: str
    doctype: str
    title: Text
    period: str
    state: str
    issued_at: datetime
    valid_from: date
    valid_to: date | None
    sha256: str
    size: int


class LetterRequest(Struct, frozen=True):
    """An approved letter to be signed: `pdf` is a page of `print-paper` that reserves fields for number, date, signature.

    `number` is put into the field of that name, `dated` into that of the date; the certificate of `office_code` signs.
    """

    pdf: bytes
    office_code: str
    number: str
    dated: date
    signed_at: datetime
    language: str
    signatory: Signatory


class LetterToFile(Struct, frozen=True):
    """A signed letter that concerns a resident and goes to that resident's locker as it is.

    `number` is unique in the state; `source` and `source_id` say whose it is: the same pair gives the same document.
    """

    source: str
    source_id: UUID
    pdf: bytes
    number: str
    title: Text
    subject: UUID
    office: UUID
    office_code: str
    dated: date
    signed_at: datetime
    signatory: Signatory


class DocumentFile(Struct, frozen=True):
    """The stored bytes of a document, as they were signed."""

    id: UUID
    subject: UUID
    number: str
    pdf: bytes


@operation("locker.v1/issue")
def issue(*, request: IssueRequest, purpose: Purpose) -> IssuedDocument:
    """Issue: number, page, signature, register, citizen's locker. Call it again after a failure: it goes on where it was.

    Raises DomainError (field named) for data that cannot be printed, Unavailable when the office has no key or the
    key does not answer.
    """
    raise NotImplementedError


@operation("locker.v1/document", facts=("document.register",))
def get_document(*, document_id: UUID, purpose: Purpose) -> IssuedDocument:
    """One document. Raises NotFound."""
    raise NotImplementedError


@operation("locker.v1/document-of-source", facts=("document.register",))
def document_of_source(*, source: str, source_id: UUID, purpose: Purpose) -> IssuedDocument | None:
    """The document issued for a case, or none yet."""
    raise NotImplementedError


@operation("locker.v1/documents", facts=("document.register",))
def documents_of(*, subject: UUID, purpose: Purpose) -> list[IssuedDocument]:
    """All documents of a resident, newest first."""
    raise NotImplementedError


@operation("locker.v1/live-document", facts=("document.register",))
def live_document(
    *, subject: UUID, doctype: str, on: date, purpose: Purpose, period: str = ""
) -> IssuedDocument | None:
    """The resident's document of that kind (and period, if one is named) that is in force on the day, or none."""
    raise NotImplementedError


@operation("locker.v1/file", facts=("document.file",))
def file_of(*, document_id: UUID, purpose: Purpose) -> DocumentFile:
    """The signed file. Raises NotFound, also while the document is still being made."""
    raise NotImplementedError


@operation("locker.v1/hand-over", facts=("document.file",))
def hand_over(*, document_id: UUID, request_id: str, purpose: Purpose) -> DocumentFile:
    """The file for a citizen who stands at the counter; the delivery is registered, once for a `request_id`.

    The acting officer must be a counter operator. Raises NotFound, NotPermitted, DomainError when it is not in force.
    """
    raise NotImplementedError


@operation("locker.v1/revoke")
def revoke(
    *, document_id: UUID, reason: str, purpose: Purpose, replaced_by: UUID | None = None
) -> IssuedDocument:
    """Revoke for everybody to see, for the stated reason. The acting officer must hold a post of the issuing office.

    Raises NotFound, NotPermitted, DomainError when the reason is missing or the document is not in force.
    """
    raise NotImplementedError


@operation("locker.v1/sign-letter")
def sign_letter(*, letter: LetterRequest) -> bytes:
    """The letter with number, date and signature in its reserved fields. It begins with exactly the bytes of `pdf`.

    Raises DomainError for a file without reserved fields, Unavailable when the office has no key or it does not answer.
    """
    raise NotImplementedError


@operation("locker.v1/file-letter")
def file_letter(*, letter: LetterToFile, purpose: Purpose) -> IssuedDocument:
    """Put a signed letter into the register of documents and the resident's locker, unchanged. Again: the same document.

    Raises DomainError unless the file bears an intact signature of the office.
    """
    raise NotImplementedError


@operation("locker.v1/print-paper")
def render_pdf(*, template: str, data: dict[str, Any], issued_at: datetime, qr: str = "") -> bytes:
    """An unsigned paper (an acknowledgement, a receipt) as PDF; `qr` is the text of its QR code. Raises DomainError."""
    raise NotImplementedError


@operation("locker.v1/check-printable")
def check_printable(*, data: dict[str, Any]) -> list[str]:
    """The signs in the texts of `data` that no font of ours can print; a form refuses them while a person can mend it."""
    raise NotImplementedError


@operation("locker.v1/check-template")
def check_template(*, template: str) -> None:
    """Raises DomainError unless the catalogue has this template."""
    raise NotImplementedError
