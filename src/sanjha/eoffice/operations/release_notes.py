"""Release notes and papers of a file under the Right to Information Act 2005, with what the Act exempts severed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import release_pdf, rules, rules_life, severing
from sanjha.eoffice.markup import paragraphs
from sanjha.eoffice.models import Act, CorrespondenceItem, File, Grading, Note, Release
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, blobs, clock, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.ui.formatting import dmy_time

CLAUSE = re.compile(r"8\(1\)\([a-j]\)")
"""The exemptions of section 8(1), clauses (a) to (j)."""


@dataclass(frozen=True)
class Choice:
    """What is released: numbers of notes and serials of papers; what of them is severed, each with its clause of section 8(1).

    `severed_paragraphs` is keyed by (note, paragraph from 1), `severed_papers` by serial.
    """

    notes: Sequence[int] = ()
    papers: Sequence[int] = ()
    severed_paragraphs: Mapping[tuple[int, int], str] = field(default_factory=dict)
    severed_papers: Mapping[int, str] = field(default_factory=dict)


def release_notes(*, file_id: UUID, post: UUID, reference: str, choice: Choice, actor: Actor) -> Release:
    """Make the release as an officer who approves letters. It gets its number; its PDF bears the log that proves it.

    Raises DomainError for a graded file, an unknown note or paper, and a severance without a clause (Act, section 10).
    """
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_acts(hand.acts, Act.APPROVE)
    reference = rules_life.reason_of(reference, field="reference")[:120]
    with transaction.atomic(durable=True):
        file = File.objects.select_for_update(of=("self",)).get(pk=file_id)
        if file.grading != Grading.NORMAL:
            raise DomainError(_("A graded file is not released. Lower its grading first."), code="graded")
        notes, papers = _chosen(file, choice)
        at = clock.now()
        number = numbers.allot(
            f"eoffice.release/{file.branch}/{at.year}", template=f"RTI/{file.branch}/{at.year}/{{number}}"
        )
        log = {
            "format": severing.FORMAT,
            "number": number,
            "reference": reference,
            "file": {"id": file.pk, "number": file.number, "subject": file.subject},
            "released_at": at.isoformat(),
            "released_by": hand.signatory,
            "notes": [_note(note, choice) for note in notes],
            "papers": [_paper(item, choice) for item in papers],
        }
        release = severing.signed(log)
        open_papers = [
            blobs.get(item.blob) for item in papers if item.serial not in choice.severed_papers and item.blob
        ]
        words = {"title": _("Released under the Right to Information Act 2005"), "severed": _("Severed")}
        made = Release.objects.create(
            file=file,
            number=number,
            request_reference=reference,
            log=release,
            severed=len(choice.severed_paragraphs) + len(choice.severed_papers),
            blob=blobs.put(release_pdf.pdf_of(release, words, open_papers, at)),
            released_by=hand.signatory,
            released_at=at,
        )
        audit.record(actor, "NOTES_RELEASED", stream=file.pk, rows=[made], severed=made.severed)
    return made


def _chosen(file: File, choice: Choice) -> tuple[list[Note], list[CorrespondenceItem]]:
    notes = list(
        file.notes.filter(state=Note.State.SEALED, number__in=choice.notes)
        .exclude(body="")
        .order_by("number")
    )
    papers = list(
        file.correspondence.filter(serial__in=choice.papers, grading=Grading.NORMAL).order_by("serial")
    )
    if not notes and not papers:
        raise DomainError(_("Choose the notes and papers that are released."), code="nothing", field="notes")
    if {note.number for note in notes} != set(choice.notes) or {item.serial for item in papers} != set(
        choice.papers
    ):
        raise DomainError(_("One of these notes or papers is not there."), code="not-there", field="notes")
    lengths = {note.number: len(paragraphs(note.body)) for note in notes}
    wrong_place = any(
        not 1 <= paragraph <= lengths.get(note, 0) for note, paragraph in choice.severed_paragraphs
    )
    if wrong_place or set(choice.severed_papers) - set(choice.papers):
        raise DomainError(
            _("What is severed is not among what is released."), code="not-there", field="severed"
        )
    clauses = [*choice.severed_paragraphs.values(), *choice.severed_papers.values()]
    if not all(CLAUSE.fullmatch(clause) for clause in clauses):
        raise DomainError(
            _("Name the clause of section 8(1) for each severance, from 8(1)(a) to 8(1)(j)."),
            code="no-clause",
            field="severed",
        )
    return notes, papers


def _note(note: Note, choice: Choice) -> dict[str, Any]:
    clauses = {
        paragraph: clause
        for (number, paragraph), clause in choice.severed_paragraphs.items()
        if number == note.number
    }
    author = {"name": str(note.author.name), "title": str(note.author.title), "at": dmy_time(note.sealed_at)}
    return severing.severed_note(note, clauses) | {"author": author}


def _paper(item: CorrespondenceItem, choice: Choice) -> dict[str, Any]:
    return {
        "serial": item.serial,
        "title": item.title,
        "pages": [item.page_from, item.page_to],
        "sha256": item.blob,
        "severed": choice.severed_papers.get(item.serial, ""),
    }
