"""Open a receipt that was sent: its sender sees that it was read."""

from uuid import UUID

from django.db import transaction

from sanjha.eoffice import receipt_ledger
from sanjha.eoffice.models import Movement
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def read_receipt(*, receipt_id: UUID, actor: Actor) -> bool:
    """Note that the holder has opened the receipt. Returns whether this was the first time; nothing for other readers."""
    hands = hands_of(actor)
    waiting = Movement.objects.filter(
        receipt=receipt_id, closed_at__isnull=True, read_at__isnull=True, to_post__in=list(hands)
    ).first()
    if waiting is None or hands[waiting.to_post].prepares_only:
        return False
    with transaction.atomic(durable=True):
        receipt = receipt_ledger.lock_receipt(receipt_id)
        movement = Movement.objects.filter(
            pk=waiting.pk, closed_at__isnull=True, read_at__isnull=True
        ).first()
        if movement is None:
            return False
        movement.read_at = clock.now()
        movement.save(update_fields=["read_at"])
        audit.record(actor, "RECEIPT_READ", stream=receipt.pk, rows=[movement])
    return True
