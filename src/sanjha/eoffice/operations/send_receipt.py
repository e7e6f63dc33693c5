"""Send a receipt on: one post gets it for action, others an information copy; return it, or redirect what was marked wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import dak_rules, ledger, receipt_ledger, rules
from sanjha.eoffice.models import Movement, Receipt
from sanjha.eoffice.queries.access import visible_receipt
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices


@dataclass(frozen=True)
class Marking:
    """To whom a receipt goes: `to_post` gets it for action, `copies_to` an information copy each that asks for nothing."""

    to_post: UUID | None = None
    copies_to: Sequence[UUID] = ()
    remarks: str = ""
    priority: int | None = None
    due_date: date | None = None


@dataclass(frozen=True)
class Marked:
    """A marking whose posts were looked up: ids with their titles."""

    hand: Hand
    kind: Movement.Kind
    action: tuple[UUID, Text] | None
    copies: list[tuple[UUID, Text]]
    offices: dict[UUID, list[UUID]]
    way: Marking


def send_receipt(*, receipt_id: UUID, post: UUID, marking: Marking, actor: Actor) -> Movement:
    """Send the receipt from the desk of `post`: the original for action, copies for information. Returns where it lies now.

    Raises NotPermitted for another desk and for personal staff, Conflict when somebody was faster, DomainError for a
    receipt that is in a file or closed, a closed post, a date that has passed, and a marking to nobody.
    """
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    return _carry_out(receipt_id, checked_marking(marking, hand, clock.today()), actor)


def redirect_receipt(*, receipt_id: UUID, post: UUID, to_post: UUID, remarks: str, actor: Actor) -> Movement:
    """Send on what was marked to the wrong post; no new number. The remarks must say why."""
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    marking = Marking(to_post=to_post, remarks=dak_rules.reason_of(remarks))
    return _carry_out(receipt_id, checked_marking(marking, hand, clock.today()), actor, "RECEIPT_REDIRECTED")


def return_receipt(*, receipt_id: UUID, post: UUID, remarks: str, actor: Actor) -> Movement:
    """Send the receipt back to the post that sent it. Raises DomainError when nobody did."""
    visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    before = receipt_ledger.last_movement(receipt_id)
    rules.check_is_with(before, post)
    rules.check_returnable(before)
    marking = Marking(to_post=before.from_post, remarks=remarks)
    return _carry_out(
        receipt_id, checked_marking(marking, hand, clock.today(), Movement.Kind.RETURNED), actor
    )


def checked_marking(
    marking: Marking, hand: Hand, today: date, kind: Movement.Kind = Movement.Kind.SENT
) -> Marked:
    """The marking with its posts looked up, before any transaction."""
    rules.check_signs(hand.prepares_only)
    rules.check_due(marking.due_date, today)
    dak_rules.check_copies(marking.copies_to)
    wanted = list(dict.fromkeys(marking.copies_to))
    if marking.to_post is None and not wanted:
        raise DomainError(_("Choose the post that gets it."), code="missing", field="to_post")
    ids = [post for post in [marking.to_post, *wanted] if post is not None]
    found = {view.id: view for view in offices.get_posts(post_ids=ids)}
    for post in ids:
        rules.check_post_takes_files(post in found and found[post].is_active)
    return Marked(
        hand=hand,
        kind=kind,
        action=(marking.to_post, found[marking.to_post].title) if marking.to_post else None,
        copies=[(post, found[post].title) for post in wanted if post != marking.to_post],
        offices={post: offices.chain_of(office_id=found[post].office) for post in wanted},
        way=marking,
    )


def mark_on(receipt: Receipt, before: Movement, marked: Marked, at: datetime) -> list[models.Model]:
    """The inner part, inside the caller's transaction: move the original, make the copies. Returns the rows written."""
    written: list[models.Model] = []
    way = marked.way
    if marked.action is not None and (marked.action[0] != before.to_post or not marked.copies):
        to_post, title = marked.action
        rules.check_receiver(before, to_post)
        stay = ledger.Stay(
            kind=marked.kind,
            to_post=to_post,
            to_title=title,
            sender=marked.hand.signatory,
            at=at,
            remarks=rules.remarks_of(way.remarks),
            priority=way.priority,
            due_date=way.due_date,
        )
        movement = ledger.move(before, stay)
        written += [before, movement]
        receipt_ledger.announce(receipt, movement)
    taken = receipt.copies.count() if marked.copies else 0
    for number, (post, title) in enumerate(marked.copies, start=taken + 1):
        written += _copy(receipt, f"{receipt.number}/C{number}", post, title, marked, at)
    return written


def _copy(
    receipt: Receipt, number: str, post: UUID, title: Text, marked: Marked, at: datetime
) -> list[models.Model]:
    """An information copy: the same diary entry, its own way, and the original's id."""
    copy = Receipt.objects.create(
        number=number,
        branch=receipt.branch,
        offices=[*dict.fromkeys([*marked.offices[post], *receipt.offices])],
        sender=receipt.sender,
        subject=receipt.subject,
        letter_number=receipt.letter_number,
        letter_date=receipt.letter_date,
        received_on=receipt.received_on,
        mode=receipt.mode,
        language=receipt.language,
        grading=receipt.grading,
        original=receipt,
        diarised_by=marked.hand.signatory,
        diarised_at=at,
    )
    first = receipt_ledger.begin(
        copy,
        post=post,
        title=title,
        sender=marked.hand.signatory,
        at=at,
        remarks=rules.remarks_of(marked.way.remarks),
        is_read=False,
    )
    return [copy, first]


def _carry_out(receipt_id: UUID, marked: Marked, actor: Actor, action: str = "") -> Movement:
    with transaction.atomic(durable=True):
        receipt = receipt_ledger.lock_receipt(receipt_id)
        dak_rules.check_open(receipt)
        if marked.copies and receipt.original_id is not None:
            raise DomainError(
                _("This is an information copy. Only the original is copied on."), code="copy-of-a-copy"
            )
        before = receipt_ledger.open_movement(receipt_id)
        rules.check_is_with(before, marked.hand.post)
        written = mark_on(receipt, before, marked, clock.now())
        audit.record(actor, action or f"RECEIPT_{marked.kind}", stream=receipt.pk, rows=written)
        return receipt_ledger.open_movement(receipt_id)
