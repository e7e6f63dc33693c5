"""Diarises a letter that another office on this system sent: nothing is scanned again."""

from uuid import UUID

from sanjha.eoffice.dak_rules import Letter
from sanjha.eoffice.models import InsideLetter, Receipt, Sender
from sanjha.eoffice.operations.accept_letter import diarised_by
from sanjha.eoffice.operations.diarise_receipt import Entry, diarise_receipt
from sanjha.eoffice.scans import Upload
from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import Actor


@diarised_by
def diarise_inside_letter(letter: InsideLetter, post: UUID, actor: Actor) -> Receipt:
    """The receipt of a letter that another office on this system sent: its signed file is the scan."""
    issue = letter.dispatch.issue
    who = issue.signatory
    said = Letter(
        sender=Sender(name=who.name.en, designation=who.title.en, organisation=who.office.en),
        subject=issue.paper.title if issue.paper else issue.number,
        received_on=clock.today(),
        mode=Receipt.Mode.OFFICE,
        letter_number=issue.number,
        letter_date=issue.dated,
        language=issue.draft.language,
        grading=issue.file.grading,
    )
    name = f"{issue.system_number.replace('/', '-')}.pdf"
    scans = (Upload(name, blobs.get(letter.dispatch.blob)),)
    return diarise_receipt(
        entry=Entry(letter=said, scans=scans, form=letter.pk, is_no_duplicate=True), post=post, actor=actor
    )
