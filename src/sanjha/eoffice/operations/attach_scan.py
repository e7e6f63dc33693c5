"""Attach scans to a receipt that was diarised without them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from sanjha.eoffice import dak_rules, receipt_ledger, rules, scans
from sanjha.eoffice.events import PapersScanned
from sanjha.eoffice.models import Act, Scan
from sanjha.eoffice.queries.access import visible_receipt
from sanjha.eoffice.queries.hands import hand_at
from sanjha.eoffice.scans import Upload
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor


def attach_scan(*, receipt_id: UUID, post: UUID, uploads: Sequence[Upload], actor: Actor) -> list[Scan]:
    """Add scans behind those that are there, while the receipt lies at the desk of `post`.

    A graded letter is scanned by whom it is addressed to, not by the registry. Raises NotPermitted, Conflict, and
    DomainError for a receipt in a file or closed and for a file that is refused.
    """
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.DIARISE)
    kept = scans.keep_all(uploads)
    with transaction.atomic(durable=True):
        receipt = receipt_ledger.lock_receipt(receipt_id)
        dak_rules.check_open(receipt)
        rules.check_is_with(receipt_ledger.open_movement(receipt_id), post)
        last = receipt.scans.aggregate(position=Max("position"))["position"] or 0
        added = scans.attach(receipt, kept, after=last)
        audit.record(actor, "SCAN_ATTACHED", stream=receipt.pk, rows=added)
        events.publish(PapersScanned(receipt.pk, [scan.pk for scan in added], clock.now()))
    return added
