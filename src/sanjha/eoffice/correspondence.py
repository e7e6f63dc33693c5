"""Places papers on the correspondence side: the next serial, the next pages, inside the transaction that holds the file's row."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from sanjha.eoffice.events import PaperPlaced
from sanjha.eoffice.models import CorrespondenceItem, File, Grading, Receipt, Signatory
from sanjha.kernel import events
from sanjha.kernel.errors import DomainError

LONGEST_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper that is put in a file. Without pages of its own it takes one, its cover."""

    kind: CorrespondenceItem.Kind
    title: str
    pages: int
    paper_date: date | None = None
    receipt: Receipt | None = None
    blob: str = ""
    media_type: str = ""
    grading: int = Grading.NORMAL


def place(file: File, paper: Paper, *, added_by: Signatory, at: datetime) -> CorrespondenceItem:
    """The paper gets its serial and pages and is announced. Raises DomainError when it is graded above the file."""
    if paper.grading > file.grading:
        raise DomainError(
            _("The paper is graded %(grading)s, the file is not. Put it in a file of that grading.")
            % {"grading": Grading(paper.grading).label},
            code="graded-above-file",
        )
    last = CorrespondenceItem.objects.filter(file=file).aggregate(serial=Max("serial"), page=Max("page_to"))
    first_page = (last["page"] or _pages_before(file)) + 1
    item = CorrespondenceItem.objects.create(
        file=file,
        serial=(last["serial"] or _serials_before(file)) + 1,
        kind=paper.kind,
        title=paper.title[:LONGEST_TITLE],
        paper_date=paper.paper_date,
        receipt=paper.receipt,
        page_from=first_page,
        page_to=first_page + max(paper.pages, 1) - 1,
        blob=paper.blob,
        media_type=paper.media_type,
        grading=paper.grading,
        added_by=added_by,
        added_at=at,
    )
    events.publish(
        PaperPlaced(file.pk, item.pk, item.kind, item.serial, item.page_from, item.page_to, item.added_at)
    )
    return item


def _pages_before(file: File) -> int:
    """A volume goes on where the volume before ended (CSMOP 2022, para 23)."""
    return _before(file, "page_to")


def _serials_before(file: File) -> int:
    return _before(file, "serial")


def _before(file: File, column: str) -> int:
    if file.kind != File.Kind.VOLUME or file.main_id is None:
        return 0
    earlier = File.objects.filter(kind=File.Kind.VOLUME, main=file.main_id, sequence__lt=file.sequence)
    papers = CorrespondenceItem.objects.filter(file__in=[file.main_id, *earlier.values_list("pk", flat=True)])
    return papers.aggregate(last=Max(column))["last"] or 0
