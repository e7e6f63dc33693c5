"""The record room: what is recorded, what is due for review, what may be weeded, what is out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sanjha.eoffice.models import (
    Act,
    File,
    ImportedArchive,
    LegalHold,
    RecordEntry,
    RecordReview,
    Requisition,
    RetentionRule,
    WeedingEntry,
    WeedingList,
)
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound

MOST = 200
FOLDERS = ("closed", "recorded", "review", "ripe", "out", "weeded")


def ripe(today: date) -> Q:
    """Entries of class C whose years are over, or whose review said that they go, and that are still there."""
    said = Q(Exists(RecordReview.objects.filter(entry=OuterRef("pk"), outcome=RecordReview.Outcome.WEED)))
    there = Q(file__state=File.State.RECORDED, destroy_on__isnull=False)
    return there & (Q(destroy_on__lte=today) | said)


def held_among(file_ids: Collection[UUID]) -> list[str]:
    """The numbers of those files that a legal hold stands on, or on one of their parts."""
    held = LegalHold.objects.filter(lifted_at__isnull=True).filter(
        Q(file__in=file_ids) | Q(file__main__in=file_ids)
    )
    return sorted(set(held.values_list("file__number", flat=True)))


def keeper_of(actor: Actor) -> Hand | None:
    """The actor as records officer."""
    return next((hand for hand in hands_of(actor).values() if hand.may(Act.RECORD)), None)


def draws_of(actor: Actor) -> Hand | None:
    """The actor as head of a branch, who draws weeding lists."""
    hands = hands_of(actor).values()
    return next((hand for hand in hands if hand.may(Act.APPROVE_CLOSE) and not hand.prepares_only), None)


@dataclass(frozen=True)
class RecordRoom:
    """One folder of the record room, with figures for all. `files` are closed ones that wait, `entries` recorded ones."""

    folder: str
    files: list[File]
    entries: list[RecordEntry]
    slips: list[Requisition]
    lists: list[WeedingList]
    rules: list[RetentionRule]
    imported: list[ImportedArchive]
    keeper: Hand | None
    drawer: Hand | None


def record_room(actor: Actor, folder: str) -> RecordRoom:
    """What lies in the record room of the actor's offices; nothing for whoever neither keeps it nor heads a branch."""
    keeper, drawer = keeper_of(actor), draws_of(actor)
    offices = list({hand.office for hand in (keeper, drawer) if hand})
    folder = folder if folder in FOLDERS else "closed"
    entries = RecordEntry.objects.filter(file__offices__overlap=offices).select_related("file")
    entries = entries.annotate(holds=Count("file__holds", filter=Q(file__holds__lifted_at__isnull=True)))
    today = clock.today()
    chosen = {
        "recorded": Q(file__state=File.State.RECORDED),
        "review": Q(file__state=File.State.RECORDED, review_on__lte=today),
        "ripe": ripe(today),
        "weeded": Q(file__state=File.State.WEEDED),
    }.get(folder)
    files = File.objects.filter(state=File.State.CLOSED, offices__overlap=offices, grading=0)
    lists = WeedingList.objects.filter(entries__file__offices__overlap=offices).distinct()
    return RecordRoom(
        folder=folder,
        files=list(files.order_by("opened_at")[:MOST]) if folder == "closed" else [],
        entries=list(entries.filter(chosen).order_by("review_on")[:MOST]) if chosen is not None else [],
        slips=slips_of(actor, offices) if folder == "out" else [],
        lists=list(lists.annotate(files=Count("entries")).order_by("-drawn_at")[:MOST]),
        rules=list(RetentionRule.objects.order_by("department", "record_class")),
        imported=list(ImportedArchive.objects.order_by("-imported_at")[:MOST]) if keeper else [],
        keeper=keeper,
        drawer=drawer,
    )


def slips_of(actor: Actor, offices: Collection[UUID]) -> list[Requisition]:
    """Slips that wait or are out: all of these offices' files, and the actor's own."""
    mine = Q(post__in=list(hands_of(actor)))
    kept = Q(file__offices__overlap=list(offices)) if keeper_of(actor) else Q(pk__in=[])
    standing = Requisition.objects.filter(returned_at__isnull=True).exclude(is_issued=False)
    return list(standing.filter(mine | kept).select_related("file").order_by("asked_at")[:MOST])


def weeding_list(actor: Actor, list_id: UUID) -> list[WeedingEntry]:
    """The entries of a list, for who keeps or heads the offices of its files; none for others."""
    offices = [hand.office for hand in (keeper_of(actor), draws_of(actor)) if hand]
    return list(
        WeedingEntry.objects.filter(weeding=list_id, file__offices__overlap=offices)
        .select_related("file", "weeding")
        .order_by("file__number")
    )


@dataclass(frozen=True)
class FileRecord:
    """What the record room knows of one file."""

    entry: RecordEntry | None
    reviews: list[RecordReview]
    holds: list[LegalHold]
    weeding: WeedingEntry | None


def record_of(file: File) -> FileRecord:
    """The file's entry, reviews, holds in force and tombstone. The caller has made sure that the reader may see the file."""
    entry = RecordEntry.objects.select_related("rule").filter(file=file).first()
    return FileRecord(
        entry=entry,
        reviews=list(entry.reviews.order_by("-reviewed_at")) if entry else [],
        holds=list(LegalHold.objects.filter(file=file, lifted_at__isnull=True).order_by("placed_at")),
        weeding=WeedingEntry.objects.filter(file=file, weeded_at__isnull=False)
        .select_related("weeding")
        .first(),
    )


def imported_archive(actor: Actor, archive_id: UUID) -> ImportedArchive:
    """A package of another house, for the records officer. Raises NotFound for anybody else."""
    found = ImportedArchive.objects.filter(pk=archive_id).first() if keeper_of(actor) else None
    if found is None:
        raise NotFound(_("There is no such archive."))
    return found
