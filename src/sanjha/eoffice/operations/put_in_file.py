"""Put a receipt in a file: its pages become the next of the correspondence side, and from then on it moves with the file."""

from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sanjha.eoffice import correspondence, dak_rules, ledger, receipt_ledger, rules
from sanjha.eoffice.correspondence import Paper
from sanjha.eoffice.docket import docket
from sanjha.eoffice.models import CorrespondenceItem, File, Movement, Receipt, Scan
from sanjha.eoffice.queries.access import visible_file, visible_receipt
from sanjha.eoffice.queries.hands import Hand, hand_at, hands_of
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict


def put_in_file(*, receipt_id: UUID, post: UUID, file_id: UUID, actor: Actor) -> CorrespondenceItem:
    """Put the receipt that lies at the desk of `post` in a file that lies at one of the actor's desks.

    It gets the next serial and pages, and a docket on the note sheet (CSMOP 2022, para 25). Raises NotPermitted and
    Conflict when receipt or file is with another desk, DomainError for a receipt that is in a file or closed, a file that
    is not active, and a paper graded above the file.
    """
    visible_receipt(actor, receipt_id)
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    desks = set(hands_of(actor))
    with transaction.atomic(durable=True):
        file, where = ledger.lock_file(file_id)
        rules.check_active(file)
        _check_is_here(where, desks)
        receipt = receipt_ledger.lock_receipt(receipt_id)
        dak_rules.check_open(receipt)
        before = receipt_ledger.open_movement(receipt_id)
        rules.check_is_with(before, post)
        return _placed(file, receipt, before, hand, actor)


def _check_is_here(where: Movement, desks: set[UUID]) -> None:
    if where.to_post not in desks:
        raise Conflict(
            _("The file is with %(post)s. A receipt is put in by whoever has the file.")
            % {"post": where.to_title},
            code="file-elsewhere",
        )


def _placed(file: File, receipt: Receipt, before: Movement, hand: Hand, actor: Actor) -> CorrespondenceItem:
    at = clock.now()
    item = correspondence.place(file, _paper_of(receipt), added_by=hand.signatory, at=at)
    last = receipt_ledger.end(
        before, kind=Movement.Kind.ATTACHED, sender=hand.signatory, at=at, remarks=file.number
    )
    receipt.state = Receipt.State.IN_FILE
    receipt.save(update_fields=["state"])
    note = docket(item, hand.signatory, at)
    audit.record(actor, "RECEIPT_PUT_IN_FILE", stream=receipt.pk, rows=[receipt, before, last], file=file.pk)
    audit.record(actor, "PAPER_PLACED", stream=file.pk, rows=[item, note], receipt=receipt.pk)
    receipt_ledger.announce(receipt, last)
    return item


def _paper_of(receipt: Receipt) -> Paper:
    scans = Scan.objects.filter(receipt=receipt.original_id or receipt.pk)
    sender = receipt.sender
    return Paper(
        kind=CorrespondenceItem.Kind.RECEIPT,
        title=f"{receipt.number} · {sender.organisation or sender.name}: {receipt.subject}",
        pages=scans.aggregate(pages=Sum("pages"))["pages"] or 1,
        paper_date=receipt.letter_date,
        receipt=receipt,
        grading=receipt.grading,
    )
