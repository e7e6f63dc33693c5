"""Where receipts are and were: the counterpart of the files' ledger, inside the caller's transaction."""

from datetime import date, datetime
from uuid import UUID

from sanjha.eoffice.events import ReceiptMoved
from sanjha.eoffice.models import Movement, Priority, Receipt, Signatory
from sanjha.kernel import events
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text


def lock_receipt(receipt_id: UUID) -> Receipt:
    """The receipt, its row locked: two who press together come one after the other."""
    return Receipt.objects.select_for_update(of=("self",)).get(pk=receipt_id)


def open_movement(receipt_id: UUID) -> Movement:
    """Where the receipt lies. Raises NotFound for one that is closed or in a file."""
    found = Movement.objects.filter(receipt=receipt_id, closed_at__isnull=True).first()
    if found is None:
        raise NotFound("no open movement")
    return found


def last_movement(receipt_id: UUID) -> Movement:
    """The newest movement, open or not."""
    return Movement.objects.filter(receipt=receipt_id).latest("number")


def begin(
    receipt: Receipt,
    *,
    post: UUID,
    title: Text,
    sender: Signatory,
    at: datetime,
    priority: int = Priority.ORDINARY,
    due_date: date | None = None,
    remarks: str = "",
    is_read: bool = True,
) -> Movement:
    """The first movement of a receipt: it lies where it was diarised, or a copy where it was sent."""
    return Movement.objects.create(
        receipt=receipt,
        number=1,
        kind=Movement.Kind.OPENED,
        from_post=None,
        to_post=post,
        to_title=title,
        sender=sender,
        remarks=remarks,
        priority=priority,
        due_date=due_date,
        sent_at=at,
        read_at=at if is_read else None,
    )


def end(
    before: Movement, *, kind: Movement.Kind, sender: Signatory, at: datetime, remarks: str = ""
) -> Movement:
    """Close the open movement with a last one that is over as it begins: the receipt lies with nobody."""
    before.closed_at = at
    before.save(update_fields=["closed_at"])
    return Movement.objects.create(
        receipt_id=before.receipt_id,
        number=before.number + 1,
        kind=kind,
        from_post=before.to_post,
        to_post=before.to_post,
        to_title=before.to_title,
        sender=sender,
        remarks=remarks,
        priority=before.priority,
        sent_at=at,
        read_at=at,
        closed_at=at,
    )


def announce(receipt: Receipt, movement: Movement) -> None:
    """Tell that the receipt has moved."""
    events.publish(
        ReceiptMoved(
            receipt.pk,
            receipt.number,
            movement.kind,
            movement.from_post,
            movement.to_post,
            movement.sent_at,
        )
    )
