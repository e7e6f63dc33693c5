"""The correspondence side: the table of contents, and which bytes stand on which page."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from sanjha.eoffice import paper_pages
from sanjha.eoffice.models import CorrespondenceItem, Flag
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.receipt_page import scans_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.kernel.paper_content import PDF


@dataclass(frozen=True)
class Leaf:
    """One page of a paper: page `number` of these bytes. `blob` is empty for a paper of which nothing was scanned."""

    blob: str
    media_type: str
    number: int

    @property
    def is_picture(self) -> bool:
        """Whether a browser gets it as a picture: pictures, and pages of a PDF where pages can be drawn."""
        return self.media_type != PDF or paper_pages.draws_pages()


@dataclass(frozen=True)
class Sheets:
    """The papers of a file and the page that is open: page `page` of the file, `within` of `paper`."""

    papers: list[CorrespondenceItem]
    paper: CorrespondenceItem | None
    page: int
    leaf: Leaf | None = None

    @property
    def within(self) -> int:
        return self.page - self.paper.page_from + 1 if self.paper else 0

    @property
    def count(self) -> int:
        return self.paper.page_to - self.paper.page_from + 1 if self.paper else 0

    @property
    def last(self) -> int:
        return self.papers[-1].page_to if self.papers else 0

    @property
    def first(self) -> int:
        return self.papers[0].page_from if self.papers else 0

    @property
    def earlier(self) -> int | None:
        return self.page - 1 if self.paper and self.page > self.first else None

    @property
    def later(self) -> int | None:
        return self.page + 1 if self.paper and self.page < self.last else None


def papers_of(file_id: UUID) -> list[CorrespondenceItem]:
    """All papers by serial, with the flags that stand (`standing`). The caller has made sure that the reader sees the file."""
    standing = Flag.objects.filter(taken_at__isnull=True).order_by("set_at")
    return list(
        CorrespondenceItem.objects.filter(file=file_id)
        .select_related("receipt")
        .prefetch_related(Prefetch("flags", queryset=standing, to_attr="standing"))
        .order_by("serial")
    )


def sheets(papers: list[CorrespondenceItem], *, page: int | None = None, serial: int | None = None) -> Sheets:
    """These papers, open at a page of the file or at a paper's first page; else at the paper under consideration or the newest."""
    if page is not None:
        found = next((paper for paper in papers if paper.page_from <= page <= paper.page_to), None)
        if found is not None:
            return _open_at(papers, found, page)
    chosen = next((paper for paper in papers if paper.serial == serial), None) or _usual(papers)
    return _open_at(papers, chosen, chosen.page_from) if chosen else Sheets(papers, None, 0)


def paper_of(actor: Actor, file_id: UUID, serial: int) -> CorrespondenceItem:
    """One paper of a file that the actor may see. Raises NotFound."""
    visible_file(actor, file_id)
    found = (
        CorrespondenceItem.objects.select_related("receipt", "file")
        .filter(file=file_id, serial=serial)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such paper in this file."))
    return found


def leaves_of(paper: CorrespondenceItem) -> list[Leaf]:
    """The pages of a paper in their order; those of a receipt are the pages of its scans."""
    if paper.receipt is None:
        pages = paper.page_to - paper.page_from + 1
        return [Leaf(paper.blob, paper.media_type, number) for number in range(1, pages + 1)]
    scans = scans_of(paper.receipt)
    return [
        Leaf(scan.blob, scan.media_type, number) for scan in scans for number in range(1, scan.pages + 1)
    ] or [Leaf("", "", 1)]


def leaf_of(paper: CorrespondenceItem, number: int) -> Leaf:
    """Page `number` of the paper, from 1. Raises NotFound."""
    leaves = leaves_of(paper)
    if not 1 <= number <= len(leaves) or not leaves[number - 1].blob:
        raise NotFound(_("There is no such page."))
    return leaves[number - 1]


def _open_at(papers: list[CorrespondenceItem], paper: CorrespondenceItem, page: int) -> Sheets:
    leaves = leaves_of(paper)
    within = page - paper.page_from
    return Sheets(papers, paper, page, leaves[within] if within < len(leaves) else None)


def _usual(papers: list[CorrespondenceItem]) -> CorrespondenceItem | None:
    flagged = (paper for paper in papers if any(flag.label == "PUC" for flag in paper.standing))  # type: ignore[attr-defined]
    return next(flagged, papers[-1] if papers else None)
