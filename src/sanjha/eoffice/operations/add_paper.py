"""Add a paper to a file that did not come as a letter: a reference, or an extract of another file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import correspondence, ledger, rules, scans
from sanjha.eoffice.correspondence import Paper
from sanjha.eoffice.models import Act, CorrespondenceItem, Grading
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.eoffice.scans import Upload
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise

KINDS = (CorrespondenceItem.Kind.REFERENCE, CorrespondenceItem.Kind.EXTRACT)


@dataclass(frozen=True)
class NewPaper:
    """What is added, as its uploader calls it."""

    title: str
    upload: Upload
    kind: str = CorrespondenceItem.Kind.REFERENCE
    paper_date: date | None = None
    grading: int = Grading.NORMAL


def add_paper(*, file_id: UUID, post: UUID, paper: NewPaper, actor: Actor) -> CorrespondenceItem:
    """The paper stands with the next serial and pages. Only the desk that holds the file adds.

    Raises NotPermitted for another desk, Conflict when the file has gone on, DomainError for an upload that is refused.
    """
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    if paper.kind not in KINDS:
        raise DomainError(_("Choose what kind of paper it is."), code="unknown-choice", field="kind")
    title = normalise(paper.title, field="title")
    if not 3 <= len(title) <= correspondence.LONGEST_TITLE:
        raise DomainError(_("A title has 3 to 300 letters."), code="title", field="title")
    kept = scans.keep(paper.upload)
    with transaction.atomic(durable=True):
        file, where = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(where, post)
        placed = Paper(
            kind=CorrespondenceItem.Kind(paper.kind),
            title=title,
            pages=kept.pages,
            paper_date=paper.paper_date,
            blob=kept.blob,
            media_type=kept.media_type,
            grading=paper.grading,
        )
        item = correspondence.place(file, placed, added_by=hand.signatory, at=clock.now())
        audit.record(actor, "PAPER_PLACED", stream=file.pk, rows=[item])
    return item
