"""Close a receipt on which nothing more is to be done, and open it again."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import dak_rules, receipt_ledger, rules
from sanjha.eoffice.models import Movement, Receipt
from sanjha.eoffice.queries.access import visible_receipt
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def close_receipt(*, receipt_id: UUID, post: UUID, remarks: str, actor: Actor) -> Receipt:
    """Close the receipt that lies at the desk of `post`; the remarks say why nothing is to be done.

    Raises NotPermitted for another desk and personal staff, Conflict when it has gone on, DomainError without remarks.
    """
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    remarks = dak_rules.reason_of(remarks)
    with transaction.atomic(durable=True):
        receipt = receipt_ledger.lock_receipt(receipt_id)
        dak_rules.check_open(receipt)
        before = receipt_ledger.open_movement(receipt_id)
        rules.check_is_with(before, post)
        at = clock.now()
        last = receipt_ledger.end(
            before, kind=Movement.Kind.CLOSED, sender=hand.signatory, at=at, remarks=remarks
        )
        receipt.state, receipt.closed_at = Receipt.State.CLOSED, at
        receipt.save(update_fields=["state", "closed_at"])
        audit.record(actor, "RECEIPT_CLOSED", stream=receipt.pk, rows=[receipt, before, last])
        receipt_ledger.announce(receipt, last)
    return receipt


def reopen_receipt(*, receipt_id: UUID, post: UUID, remarks: str, actor: Actor) -> Receipt:
    """Open a closed receipt again, at the desk that closed it; the remarks say why."""
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    remarks = dak_rules.reason_of(remarks)
    with transaction.atomic(durable=True):
        receipt = receipt_ledger.lock_receipt(receipt_id)
        if receipt.state != Receipt.State.CLOSED:
            raise DomainError(_("This receipt is not closed."), code="not-closed")
        last = receipt_ledger.last_movement(receipt_id)
        rules.check_is_with(last, post)
        receipt.state, receipt.closed_at = Receipt.State.WITH_POST, None
        receipt.save(update_fields=["state", "closed_at"])
        at = clock.now()
        movement = Movement.objects.create(
            receipt=receipt,
            number=last.number + 1,
            kind=Movement.Kind.REOPENED,
            from_post=last.to_post,
            to_post=post,
            to_title=hand.signatory.title,
            sender=hand.signatory,
            remarks=remarks,
            priority=last.priority,
            sent_at=at,
            read_at=at,
        )
        audit.record(actor, "RECEIPT_REOPENED", stream=receipt.pk, rows=[receipt, movement])
        receipt_ledger.announce(receipt, movement)
    return receipt
