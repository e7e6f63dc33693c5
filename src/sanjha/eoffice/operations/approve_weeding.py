"""Approve a weeding list: words, salts and scans of its files go; numbers, names, times and hashes stay as a tombstone."""

from collections.abc import Sequence
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_records
from sanjha.eoffice.models import (
    Act,
    CorrespondenceItem,
    File,
    FileLink,
    Note,
    RecordEntry,
    Scan,
    WeedingEntry,
    WeedingList,
)
from sanjha.eoffice.queries.hands import hand_at
from sanjha.eoffice.queries.records import held_among, ripe
from sanjha.kernel import audit, blobs, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound


def approve_weeding(*, list_id: UUID, post: UUID, actor: Actor) -> WeedingList:
    """Weed every file of the list, as the records officer, who did not draw it. Nothing is weeded under a legal hold.

    The signed text of each note keeps the root over its words: that it stood there, and when, can still be proved, and
    without the salt the words cannot be guessed from it. Merged parts go with their main file.
    """
    found = WeedingList.objects.filter(pk=list_id).first()
    if found is None:
        raise NotFound(_("There is no such list."))
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.RECORD)
    rules_records.check_approves_weeding(found.drawn_by.officer, actor.person)
    with transaction.atomic(durable=True):
        weeding = WeedingList.objects.select_for_update().get(pk=list_id)
        if weeding.approved_at is not None:
            raise Conflict(_("The list is approved already."), code="approved")
        entries = list(weeding.entries.select_related("file").order_by("file_id"))
        for entry in entries:
            file, _movement = ledger.lock_file(entry.file_id)
            rules_records.check_keeps(file, hand.office)
            rules_records.check_recorded(file)
        wanted = [entry.file_id for entry in entries]
        rules_records.check_not_held(held_among(wanted))
        if RecordEntry.objects.filter(ripe(clock.today()), file__in=wanted).count() != len(wanted):
            raise DomainError(_("The time of a file of the list is not over."), code="not-ripe")
        weeding.approved_by, weeding.approved_at = hand.signatory, clock.now()
        weeding.save(update_fields=["approved_by", "approved_at"])
        digests = [digest for entry in entries for digest in _weed(entry, weeding, actor)]
        audit.record(actor, "WEEDING_APPROVED", stream=weeding.pk, rows=[weeding], files=len(entries))
    blobs.remove(digests)
    return weeding


def _weed(entry: WeedingEntry, weeding: WeedingList, actor: Actor) -> list[str]:
    """Empty one file, its merged parts included; returns the hashes of the bytes that may go."""
    merged = FileLink.objects.filter(
        to=entry.file_id, kind=FileLink.Kind.MERGED_INTO, ended_at__isnull=True
    ).values("file")
    files = list(File.objects.filter(Q(pk=entry.file_id) | Q(pk__in=merged)).order_by("kind"))
    notes = list(Note.objects.filter(file__in=files, state=Note.State.SEALED).order_by("file_id", "number"))
    papers = list(CorrespondenceItem.objects.filter(file__in=files).order_by("file_id", "serial"))
    scans = list(Scan.objects.filter(receipt__in_file__in=papers))
    File.objects.filter(pk__in=[file.pk for file in files]).update(state=File.State.WEEDED)
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(body="", text="", salt=b"")
    Scan.objects.filter(pk__in=[scan.pk for scan in scans]).update(text="")
    entry.tombstone = {
        "notes": [[str(note.file_id), note.number, note.hash] for note in notes],
        "papers": [[str(paper.file_id), paper.serial, paper.blob] for paper in papers],
    }
    entry.weeded_at = weeding.approved_at
    entry.save(update_fields=["tombstone", "weeded_at"])
    written: Sequence[models.Model] = [*files, *notes, *scans, entry]
    audit.record(actor, "FILE_WEEDED", stream=entry.file_id, rows=written, list=weeding.number)
    return [
        digest for digest in [*(paper.blob for paper in papers), *(scan.blob for scan in scans)] if digest
    ]
