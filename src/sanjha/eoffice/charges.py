"""The list of a charge: what lies at a post, as values, its root, and the text that both officers sign."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sanjha.eoffice.models import ChargeList, Grading, Movement, Note
from sanjha.kernel import audit

OUTGOING, INCOMING = "OUTGOING", "INCOMING"


def items_at(post: UUID) -> list[dict[str, Any]]:
    """Everything with an open stay at the post: files (parked ones too) with their waiting note, receipts; by number.

    The subject of a graded paper is withheld: the list is read by more people than the paper.
    """
    open_stays = (
        Movement.objects.filter(to_post=post, closed_at__isnull=True)
        .select_related("file", "receipt")
        .order_by("file__number", "receipt__number")
    )
    waiting = set(
        Note.objects.filter(
            state__in=[Note.State.YELLOW, Note.State.GREEN],
            file__movements__to_post=post,
            file__movements__closed_at__isnull=True,
        ).values_list("file_id", flat=True)
    )
    return [_item(stay, waiting) for stay in open_stays]


def _item(stay: Movement, waiting: set[UUID]) -> dict[str, Any]:
    thing = stay.file or stay.receipt
    if thing is None:
        raise RuntimeError("a movement is of a file or a receipt")
    return {
        "kind": "FILE" if stay.file else "RECEIPT",
        "id": str(thing.pk),
        "number": thing.number,
        "subject": thing.subject if thing.grading == Grading.NORMAL else "",
        "since": stay.sent_at.astimezone(UTC).isoformat(),
        "due": stay.due_date.isoformat() if stay.due_date else "",
        "priority": stay.priority,
        "parked": stay.kind == Movement.Kind.PARKED,
        "unread": stay.read_at is None,
        "note_waits": thing.pk in waiting,
    }


def root_of(items: list[dict[str, Any]]) -> str:
    """SHA-256 over the canonical form of the list."""
    return sha256(audit.canonical_json(items).encode()).hexdigest()


def text_to_sign(charge: ChargeList, *, role: str, officer: UUID, at: datetime, remarks: str = "") -> str:
    """The exact text that an officer signs: which charge, what was in it, in which role, when."""
    return audit.canonical_json(
        {
            "charge": charge.pk,
            "post": charge.post,
            "items": charge.root,
            "role": role,
            "officer": officer,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "remarks": remarks,
        }
    )
