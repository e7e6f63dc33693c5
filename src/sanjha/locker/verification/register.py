"""What verification needs to know of the register, wherever that stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sanjha.kernel.text import Text


@dataclass(frozen=True)
class Entry:
    """A document as the register knows it. `qr_fields` are those printed in the QR code; `signer_fingerprint` in hex."""

    id: UUID
    number: str
    doc_id: str
    uri: str
    doctype: str
    title: Text
    state: str
    issued_at: datetime
    valid_from: date
    valid_to: date | None
    sha256: str
    data_sha256: str
    office: Text
    signatory: Text
    signatory_post: Text
    signer_fingerprint: str
    signer_withdrawn_at: datetime | None = None
    revoked_at: datetime | None = None
    revocation_reason: str = ""
    replaced_by: str = ""
    qr_fields: Mapping[str, str] = field(default_factory=dict)


class Register(Protocol):
    """Look-ups of issued documents; each gives None when there is no such document."""

    def by_file(self, sha256: str) -> Entry | None: ...

    def by_number(self, number: str) -> Entry | None: ...

    def by_doc_id(self, doc_id: str) -> Entry | None: ...
