"""Tell the sender of a letter that it came and which number it bears: by e-mail and SMS where the letter names them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanjha.eoffice import outgoing_mail, told
from sanjha.eoffice.events import AcknowledgementAsked
from sanjha.eoffice.models import Acknowledgement, Receipt
from sanjha.eoffice.queries.access import visible_receipt
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.identity import contract as identity
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import DomainError, Unavailable


def acknowledge_receipt(*, receipt_id: UUID, post: UUID, actor: Actor) -> list[Acknowledgement]:
    """Ask that the sender is told, in every way that is open; one that was asked for is not asked again."""
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    with transaction.atomic(durable=True):
        receipt = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt_id)
        asked = ask_acknowledgement(receipt, hand, clock.now())
        if asked:
            audit.record(actor, "ACKNOWLEDGEMENT_ASKED", stream=receipt.pk, rows=asked)
    return asked


def ask_acknowledgement(receipt: Receipt, hand: Hand, at: datetime) -> list[Acknowledgement]:
    """The inner part. Without an address, or without a server for e-mail, the letter is to be printed."""
    ways: dict[str, str] = {}
    if receipt.sender.email and outgoing_mail.is_open():
        ways[Acknowledgement.Way.EMAIL] = receipt.sender.email
    if receipt.sender.mobile:
        ways[Acknowledgement.Way.SMS] = receipt.sender.mobile
    known = set(receipt.acknowledgements.values_list("way", flat=True))
    asked = Acknowledgement.objects.bulk_create(
        Acknowledgement(receipt=receipt, way=way, address=address, asked_by=hand.signatory, asked_at=at)
        for way, address in (ways or {Acknowledgement.Way.LETTER: ""}).items()
        if way not in known
    )
    for one in asked:
        if one.way != Acknowledgement.Way.LETTER:
            events.publish(AcknowledgementAsked(one.pk, at))
    return asked


def deliver_acknowledgement(*, acknowledgement_id: UUID) -> None:
    """Hand it to the mail server or to the queue of short messages, once. Raises Unavailable when it should be tried again."""
    asked = Acknowledgement.objects.select_related("receipt").get(pk=acknowledgement_id)
    if asked.sent_at is not None or asked.failure:
        return
    receipt, failure = asked.receipt, ""
    try:
        if asked.way == Acknowledgement.Way.EMAIL:
            outgoing_mail.send(
                asked.address, told.subject(receipt), told.letter(receipt), identifier=asked.pk
            )
        else:
            identity.send_sms(
                mobile=asked.address,
                template="RECEIPT_DIARISED",
                text=told.short(receipt),
                language=receipt.language,
                message_id=asked.pk,
            )
    except Unavailable:
        raise
    except DomainError as error:
        failure = str(error)[:200]
    with transaction.atomic(durable=True):
        asked = Acknowledgement.objects.select_for_update(of=("self",)).get(pk=acknowledgement_id)
        asked.failure, asked.sent_at = failure, None if failure else clock.now()
        asked.save(update_fields=["failure", "sent_at"])
        audit.record(SYSTEM, "ACKNOWLEDGEMENT_SENT", stream=receipt.pk, rows=[asked])
