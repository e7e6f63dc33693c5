"""What is kept of an uploaded scan: checked by its content, its bytes in the store, its pages counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanjha.eoffice.dak_rules import MOST_SCANS
from sanjha.eoffice.models import Receipt, Scan
from sanjha.kernel import blobs
from sanjha.kernel.errors import DomainError
from sanjha.kernel.paper_content import Allowed, check_content
from sanjha.kernel.text import normalise

LARGEST = 100 * 1024 * 1024
MOST_PAGES = 2000
"""A bound volume of a court case; what is longer is scanned in parts."""
_LONGEST_NAME = 150


@dataclass(frozen=True)
class Upload:
    """A file as somebody chose it."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Kept:
    """A scan whose bytes are in the store."""

    name: str
    blob: str
    media_type: str
    size: int
    pages: int


def keep(upload: Upload) -> Kept:
    """Check the file and put it into the store. Raises DomainError that names the file and the rule.

    Only PDF, JPEG and PNG by content: no format that holds programs. Called before the transaction.
    """
    name = name_of(upload.name)
    content = check_content(
        upload.data,
        Allowed(name=name, accept=("pdf", "jpg", "png"), max_bytes=LARGEST, max_pages=MOST_PAGES),
    )
    return Kept(name, blobs.put(content.data), content.media_type, len(content.data), content.pages)


def keep_all(uploads: Sequence[Upload]) -> list[Kept]:
    """The same for the scans of one letter."""
    if len(uploads) > MOST_SCANS:
        raise DomainError(
            _("At most %(most)s scans for one letter.") % {"most": MOST_SCANS}, code="too-many", field="scans"
        )
    try:
        return [keep(upload) for upload in uploads]
    except DomainError as error:
        raise DomainError(error.message, code=error.code, field="scans") from None


def attach(receipt: Receipt, kept: Sequence[Kept], *, after: int = 0) -> list[Scan]:
    """Rows of the scans, inside the caller's transaction; `after` is the position of the last one there."""
    return Scan.objects.bulk_create(
        Scan(
            receipt=receipt,
            position=position,
            blob=one.blob,
            media_type=one.media_type,
            name=one.name,
            size=one.size,
            pages=one.pages,
        )
        for position, one in enumerate(kept, start=after + 1)
    )


def name_of(name: str) -> str:
    """The file's own name, without folders and without signs that cannot be printed."""
    last = name.replace("\\", "/").rpartition("/")[2]
    try:
        clean = normalise(last)
    except DomainError:
        clean = ""
    return clean[-_LONGEST_NAME:] or "scan"
