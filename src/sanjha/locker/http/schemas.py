"""What the locker's API takes and gives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class Words(Schema):
    """A phrase in three languages; empty where it is not known."""

    en: str
    pa: str = ""
    hi: str = ""


class FindingOut(Schema):
    """One thing that is proved or wrong: a code that never changes, words in the language of the request."""

    code: str
    message: str


class VerifiedDocument(Schema):
    """The register's line of a verified document; the holder's name only in part."""

    number: str
    uri: str
    title: Words
    state: str
    issued_at: datetime
    valid_from: date
    valid_to: date | None
    office: str
    signatory_post: str
    holder: str
    revoked_at: datetime | None
    revocation_reason: str
    replaced_by: str


class VerdictOut(Schema):
    """The result of a verification. Only the outcome VALID may be relied on, and only where the register was asked."""

    outcome: str
    message: str
    way: str
    register_asked: bool
    proved: list[FindingOut]
    wrong: list[FindingOut]
    notes: list[FindingOut]
    number: str
    signer: str
    signer_authority: str
    signed_at: datetime | None
    specimen: bool
    document: VerifiedDocument | None
    qr_fields: dict[str, str]


class DocumentOut(Schema):
    """A document as its holder, its office and a counter see it. `state` is ISSUED, REVOKED or SUPERSEDED."""

    id: UUID
    number: str
    uri: str
    doctype: str
    title: Words
    period: str
    state: str
    issued_at: datetime
    valid_from: date
    valid_to: date | None
    sha256: str
    size: int
    verify_url: str
