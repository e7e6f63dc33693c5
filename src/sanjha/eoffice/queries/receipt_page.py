"""One receipt as its page shows it: the diary's entry, scans, where it was, and what the reader may do with it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.eoffice.models import (
    Acknowledgement,
    CorrespondenceItem,
    File,
    FollowUp,
    Movement,
    Receipt,
    Scan,
)
from sanjha.eoffice.queries.access import files_seen_by, receipts_seen_by
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


@dataclass(frozen=True)
class ReceiptPage:
    """`hand` is the reader at the desk where the receipt lies or last lay, None for anybody else."""

    receipt: Receipt
    scans: list[Scan]
    movements: list[Movement]
    copies: list[Receipt]
    acknowledgements: list[Acknowledgement]
    follow_ups: list[FollowUp]
    item: CorrespondenceItem | None
    hand: Hand | None

    @property
    def now(self) -> Movement:
        return self.movements[-1]

    @property
    def is_open(self) -> bool:
        return self.receipt.state == Receipt.State.WITH_POST

    @property
    def acts(self) -> bool:
        """Whether the reader may send, return, file and close it."""
        return self.is_open and self.hand is not None and not self.hand.prepares_only

    @property
    def may_reopen(self) -> bool:
        return (
            self.receipt.state == Receipt.State.CLOSED
            and self.hand is not None
            and not self.hand.prepares_only
        )

    @property
    def may_return(self) -> bool:
        return self.acts and self.now.from_post is not None and self.now.from_post != self.now.to_post


def receipt_page(actor: Actor, receipt_id: UUID) -> ReceiptPage:
    """The receipt with all that belongs to it. Raises NotFound for one that the actor may not see.

    Whoever sees a file sees the receipts in it; of a copy, the original's scans are shown.
    """
    receipt = readable_receipt(actor, receipt_id)
    movements = list(receipt.movements.order_by("number"))
    hands = hands_of(actor)
    return ReceiptPage(
        receipt=receipt,
        scans=scans_of(receipt),
        movements=movements,
        copies=list(receipt.copies.order_by("diarised_at", "pk")),
        acknowledgements=list(receipt.acknowledgements.order_by("asked_at", "pk")),
        follow_ups=list(receipt.follow_ups.filter(post__in=list(hands)).order_by("due_on", "pk")),
        item=CorrespondenceItem.objects.select_related("file").filter(receipt=receipt).first(),
        hand=hands.get(movements[-1].to_post),
    )


def readable_receipt(actor: Actor, receipt_id: UUID) -> Receipt:
    """The receipt, if the actor may see it or the file in which it is. Raises NotFound."""
    in_files = Q(in_file__file__in=File.objects.filter(files_seen_by(actor)).values("pk"))
    found = (
        Receipt.objects.select_related("original")
        .filter(receipts_seen_by(actor) | in_files, pk=receipt_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such receipt, or it is not yours to see."))
    return found


def scans_of(receipt: Receipt) -> list[Scan]:
    """The scans of the receipt, or of the original of a copy, without their text."""
    return list(
        Scan.objects.filter(receipt=receipt.original_id or receipt.pk).defer("text").order_by("position")
    )


def scan_of(actor: Actor, receipt_id: UUID, position: int) -> Scan:
    """One scan of a receipt that the actor may see. Raises NotFound."""
    receipt = readable_receipt(actor, receipt_id)
    found = next((scan for scan in scans_of(receipt) if scan.position == position), None)
    if found is None:
        raise NotFound(_("There is no such scan."))
    return found
