"""Take paper files over in bulk: the old number stays, the old notes stand as a read-only scan ahead of note 1."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, markup, paper_lists, rules, sealing
from sanjha.eoffice.events import FileOpened
from sanjha.eoffice.models import Act, CorrespondenceItem, File, MigratedFile, Note, PaperBundle
from sanjha.eoffice.operations.open_file import place_of
from sanjha.eoffice.paper_lists import PaperLine
from sanjha.eoffice.queries import bonds
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, blobs, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise

SMALLEST_SAMPLE, SAMPLE_SHARE = 5, 0.05
"""A second person checks at least five files of a bundle, and five in a hundred."""
PDF = "application/pdf"


@dataclass(frozen=True)
class Scan:
    """A scan that is in the store: its hash and how many pages it has."""

    title: str
    blob: str
    pages: int


@dataclass(frozen=True)
class Taken:
    """A line that can be taken over."""

    line: PaperLine
    number: str
    subject: str
    year: int
    pages_listed: int | None
    scans: list[Scan]


def migrate_paper_files(
    *,
    name: str,
    counted: int,
    lines: Sequence[PaperLine],
    scans: Mapping[str, bytes],
    post: UUID,
    actor: Actor,
) -> PaperBundle:
    """Open a file for each line at the desk of `post`; `counted` is how many paper files lay on the shelf.

    A line without a good number, subject, year or scan is put aside with its reason; the others are taken over together.
    """
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_acts(hand.acts, Act.OPEN_FILE)
    offices = place_of(hand, File.Scheme.MIGRATED).offices
    name = rules.subject_of(name)
    good, refused = _sorted_out(lines, scans)
    with transaction.atomic(durable=True):
        at = clock.now()
        bundle = PaperBundle.objects.create(
            name=name,
            branch=hand.office_code,
            offices=[str(office) for office in offices],
            counted=counted,
            listed=len(lines),
            refused=refused,
            made_by=hand.signatory,
            made_at=at,
        )
        sample = sample_of(bundle.pk, [taken.line.line for taken in good])
        for taken in good:
            _take_over(bundle, taken, taken.line.line in sample, offices, hand, actor, at)
        audit.record(actor, "PAPER_FILES_MIGRATED", stream=bundle.pk, rows=[bundle], files=len(good))
    return bundle


def sample_of(bundle: UUID, lines: Sequence[int]) -> set[int]:
    """The lines that are checked: chosen by a hash, so that nobody chooses them and everybody can repeat the choice."""
    size = max(min(SMALLEST_SAMPLE, len(lines)), -(-len(lines) * SAMPLE_SHARE // 1))
    ranked = sorted(lines, key=lambda line: sha256(f"{bundle}/{line}".encode()).digest())
    return set(ranked[: int(size)])


def _sorted_out(
    lines: Sequence[PaperLine], scans: Mapping[str, bytes]
) -> tuple[list[Taken], list[list[str | int]]]:
    wanted = [line.number for line in lines]
    known = set(File.objects.filter(number__in=wanted).values_list("number", flat=True))
    good: list[Taken] = []
    refused: list[list[str | int]] = []
    for line in lines:
        try:
            taken = _checked(line, scans, known)
        except DomainError as error:
            refused.append([line.line, line.number, str(error)])
        else:
            known.add(taken.number)
            good.append(taken)
    return good, refused


def _checked(line: PaperLine, scans: Mapping[str, bytes], known: set[str]) -> Taken:
    number = normalise(line.number, field="number")
    if not 3 <= len(number) <= 100:
        raise DomainError(_("A number has 3 to 100 letters."), code="number")
    if number in known:
        raise DomainError(_("Another file has this number."), code="number-taken")
    if not (line.year.isdecimal() and 1947 <= int(line.year) <= clock.today().year):
        raise DomainError(_("The year is not one since 1947."), code="year")
    named = [
        (_("Notes of the paper file"), line.notes_pdf),
        (_("Correspondence of the paper file"), line.correspondence_pdf),
    ]
    if not line.notes_pdf:
        raise DomainError(_("The scan of the notes is missing."), code="no-scan")
    found = [_scan(title, file, scans) for title, file in named if file]
    listed = int(line.pages) if line.pages.isdecimal() else None
    return Taken(line, number, rules.subject_of(line.subject), int(line.year), listed, found)


def _scan(title: str, name: str, scans: Mapping[str, bytes]) -> Scan:
    if name not in scans:
        raise DomainError(_("The scan %(name)s is missing.") % {"name": name}, code="no-scan")
    pages = paper_lists.pages_of(scans[name])
    return Scan(title, blobs.put(scans[name]), pages)


def _take_over(
    bundle: PaperBundle,
    taken: Taken,
    in_sample: bool,
    offices: list[UUID],
    hand: Hand,
    actor: Actor,
    at: datetime,
) -> None:
    file = File.objects.create(
        computer_number=int(numbers.allot("eoffice.computer-number", template="{number}")),
        number=taken.number,
        scheme=File.Scheme.MIGRATED,
        branch=hand.office_code,
        offices=offices,
        head=taken.line.head[:40],
        year=taken.year,
        subject=taken.subject,
        opened_by=hand.signatory,
        opened_at=at,
    )
    movement = ledger.begin(
        file=file, post=hand.post, title=hand.signatory.title, sender=hand.signatory, at=at
    )
    papers = [_paper(file, scan, hand, at) for scan in taken.scans]
    entry = MigratedFile.objects.create(
        bundle=bundle,
        file=file,
        line=taken.line.line,
        pages=sum(scan.pages for scan in taken.scans),
        pages_listed=taken.pages_listed,
        check_state=MigratedFile.Check.WAITING if in_sample else "",
    )
    written: list[models.Model] = [file, movement, entry, *papers, _old_notes(file, taken.scans[0], hand, at)]
    audit.record(actor, "FILE_MIGRATED", stream=file.pk, rows=written, bundle=bundle.pk)
    events.publish(FileOpened(file.pk, file.number, file.computer_number, file.branch, hand.post, at))


def _paper(file: File, scan: Scan, hand: Hand, at: datetime) -> CorrespondenceItem:
    serial, page = bonds.next_place(file.pk)
    return CorrespondenceItem.objects.create(
        file=file,
        serial=serial,
        kind=CorrespondenceItem.Kind.EXTRACT,
        title=scan.title,
        page_from=page,
        page_to=page + scan.pages - 1,
        blob=scan.blob,
        media_type=PDF,
        added_by=hand.signatory,
        added_at=at,
    )


def _old_notes(file: File, scan: Scan, hand: Hand, at: datetime) -> Note:
    """The old notes as number 0, sealed with the hash of their scan: what is written now is chained to it."""
    said = _("Notes of the paper file: %(pages)s pages, scan %(hash)s.") % {
        "pages": scan.pages,
        "hash": scan.blob,
    }
    note = Note(
        file=file,
        number=0,
        kind=Note.Kind.MIGRATED,
        state=Note.State.SEALED,
        language="en",
        body=markup.cleaned(f"<p>{escape(said)}</p>"),
        author=hand.signatory,
        written_at=at,
        sealed_at=at,
        salt=os.urandom(sealing.SALT_BYTES),
    )
    note.text = markup.words_of(note.body)
    note.body_hash = sealing.root_of(note.body, bytes(note.salt))
    note.sealed_text = sealing.text_to_seal(note, number=0, at=at, previous="")
    note.hash = sealing.hash_of(note.sealed_text)
    note.save()
    return note
