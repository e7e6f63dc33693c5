"""The list of paper files that are to be taken over, as an office fills it in, and the scans that come with it."""

import csv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO

import pikepdf
from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError

COLUMNS = ("number", "subject", "year", "head", "pages", "notes_pdf", "correspondence_pdf")
MOST_LINES = 500
LARGEST_SCAN = 60_000_000
LARGEST_BUNDLE = 400_000_000


@dataclass(frozen=True)
class PaperLine:
    """One paper file. `pages` is what stands on its cover, if counted; the scans are names of PDFs of the bundle."""

    line: int
    number: str
    subject: str
    year: str
    head: str
    pages: str
    notes_pdf: str
    correspondence_pdf: str


def lines_of(data: bytes) -> list[PaperLine]:
    """The lines of a CSV list in UTF-8 with the COLUMNS. Raises DomainError for another layout or too many lines."""
    try:
        rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise DomainError(_("The list is not CSV in UTF-8."), code="not-csv", field="listed") from None
    if not rows or set(COLUMNS) - set(rows[0]):
        raise DomainError(
            _("The list needs the columns %(columns)s.") % {"columns": ", ".join(COLUMNS)},
            code="columns",
            field="listed",
        )
    if len(rows) > MOST_LINES:
        raise DomainError(
            _("At most %(most)s files in one bundle.") % {"most": MOST_LINES}, code="too-many", field="listed"
        )
    return [
        PaperLine(line, **{name: (row[name] or "").strip() for name in COLUMNS})
        for line, row in enumerate(rows, start=2)
    ]


def scans_of(data: bytes) -> Mapping[str, bytes]:
    """The PDFs of a ZIP archive by name. Raises DomainError for what is no archive or too large unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST_BUNDLE:
                raise DomainError(
                    _("The scans are too large for one bundle."), code="too-large", field="scans"
                )
            return {entry.filename.rpartition("/")[2]: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise DomainError(_("The scans are not a ZIP archive."), code="not-zip", field="scans") from None


def pages_of(data: bytes) -> int:
    """How many pages the PDF has. Raises DomainError for what is no PDF, is encrypted, or too large."""
    if len(data) > LARGEST_SCAN:
        raise DomainError(_("The scan is too large."), code="too-large")
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        raise DomainError(_("The scan is not a PDF that can be read."), code="not-pdf") from None
