"""Diarise a letter: it becomes a receipt with the next number of the registry's year, marked on in the same step if wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import dak_rules, receipt_ledger, rules, scans
from sanjha.eoffice.dak_rules import Letter
from sanjha.eoffice.events import PapersScanned, ReceiptDiarised
from sanjha.eoffice.models import Act, IncomingMail, Receipt, Scan
from sanjha.eoffice.operations.acknowledge_receipt import ask_acknowledgement
from sanjha.eoffice.operations.send_receipt import Marked, Marking, checked_marking, mark_on
from sanjha.eoffice.queries.diary import receipts_like
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.eoffice.queries.mails import waiting_mail
from sanjha.eoffice.scans import Kept, Upload
from sanjha.kernel import audit, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.offices import contract as offices


@dataclass(frozen=True)
class Entry:
    """One line of the diary as it was typed.

    `scans` are the uploads in their order, `marking` where the letter goes, `form` an id of the sheet that was filled in:
    sent twice, it diarises once. `is_no_duplicate` says that a letter like this one was looked at and is another.
    """

    letter: Letter
    scans: Sequence[Upload] = ()
    marking: Marking | None = None
    acknowledge: bool = False
    is_no_duplicate: bool = False
    form: UUID | None = None
    mail: UUID | None = None


@dataclass(frozen=True)
class Ready:
    """Everything that was asked of others before the transaction."""

    hand: Hand
    offices: list[UUID]
    letter: Letter
    kept: list[Kept]
    mail: IncomingMail | None
    alike: str


def diarise_receipt(*, entry: Entry, post: UUID, actor: Actor) -> Receipt:
    """Give the letter its diary number, "serial/year/branch", and let it lie at the desk of `post` or go where it is marked.

    Serials run without gaps in each registry or branch and calendar year (manual of office procedure: diary register).
    Raises NotPermitted without the power to diarise, DomainError that names the field, Conflict with code "alike" for a
    letter of the same sender with the same number, unless it was looked at.
    """
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.DIARISE)
    if entry.form and (found := Receipt.objects.filter(details__form=str(entry.form)).first()):
        return found
    ready = _ready(entry, hand)
    marking = checked_marking(entry.marking, hand, clock.today()) if entry.marking else None
    _check_unlike(entry, ready)
    try:
        return _diarised(entry, ready, marking, actor)
    except IntegrityError:
        # The same sheet was sent twice at the same moment: the one that was faster counts.
        if entry.form and (found := Receipt.objects.filter(details__form=str(entry.form)).first()):
            return found
        raise


def _diarised(entry: Entry, ready: Ready, marking: Marked | None, actor: Actor) -> Receipt:
    hand = ready.hand
    with transaction.atomic(durable=True):
        at = clock.now()
        mail = _claimed(ready.mail)
        receipt, written = _entered(entry, ready, at)
        first = receipt_ledger.begin(
            receipt, post=hand.post, title=hand.signatory.title, sender=hand.signatory, at=at
        )
        written += [first]
        if mail is not None:
            written.append(_settled(mail, receipt, hand, at))
        if marking is not None:
            written += mark_on(receipt, first, marking, at)
        if entry.acknowledge:
            written += ask_acknowledgement(receipt, hand, at)
        audit.record(actor, "RECEIPT_DIARISED", stream=receipt.pk, rows=written, number=receipt.number)
        events.publish(
            ReceiptDiarised(receipt.pk, receipt.number, receipt.branch, receipt.mode, hand.post, at)
        )
    return receipt


def _ready(entry: Entry, hand: Hand) -> Ready:
    letter = dak_rules.checked(entry.letter, clock.today())
    mail = waiting_mail(hand, entry.mail) if entry.mail else None
    came_along = [Kept(**one) for one in mail.attachments if "refused" not in one] if mail else []
    return Ready(
        hand=hand,
        offices=offices.chain_of(office_id=hand.office),
        letter=letter,
        kept=came_along + scans.keep_all(entry.scans),
        mail=mail,
        alike=dak_rules.likeness(letter.sender, letter.letter_number),
    )


def _check_unlike(entry: Entry, ready: Ready) -> None:
    """Point out a letter that was diarised before: pressing again, having looked, goes on."""
    if entry.is_no_duplicate or not ready.alike:
        return
    earlier = receipts_like(ready.alike, ready.offices)
    if earlier:
        raise Conflict(
            _("A letter of this sender with this number is diarised already: %(numbers)s. Look at it first.")
            % {"numbers": ", ".join(receipt.number for receipt in earlier)},
            code="alike",
            field="letter_number",
        )


def _entered(entry: Entry, ready: Ready, at: datetime) -> tuple[Receipt, list[models.Model]]:
    letter, branch = ready.letter, ready.hand.office_code
    year = clock.today().year
    serial = numbers.allot(f"eoffice.receipt/{branch}/{year}", template="{number}")
    receipt = Receipt.objects.create(
        number=f"{serial}/{year}/{branch}",
        branch=branch,
        offices=ready.offices,
        sender=letter.sender,
        subject=letter.subject,
        letter_number=letter.letter_number,
        letter_date=letter.letter_date,
        received_on=letter.received_on,
        mode=letter.mode,
        language=letter.language,
        grading=letter.grading,
        details=_details(entry, letter),
        alike=ready.alike,
        diarised_by=ready.hand.signatory,
        diarised_at=at,
    )
    kept: list[Scan] = scans.attach(receipt, ready.kept)
    if kept:
        events.publish(PapersScanned(receipt.pk, [scan.pk for scan in kept], at))
    return receipt, [receipt, *kept]


def _details(entry: Entry, letter: Letter) -> dict[str, object]:
    said: dict[str, object] = {
        "category": letter.category,
        "enclosures": letter.enclosures,
        "vip": letter.is_vip,
        "remarks": letter.remarks,
        "form": str(entry.form) if entry.form else "",
    }
    return {name: value for name, value in said.items() if value}


def _claimed(mail: IncomingMail | None) -> IncomingMail | None:
    """The mail, its row locked. Raises Conflict when somebody was faster."""
    if mail is None:
        return None
    locked = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if locked.state != IncomingMail.State.WAITING:
        raise Conflict(_("Somebody has dealt with this e-mail already."), code="mail-settled")
    return locked


def _settled(mail: IncomingMail, receipt: Receipt, hand: Hand, at: datetime) -> IncomingMail:
    mail.state, mail.receipt = IncomingMail.State.DIARISED, receipt
    mail.settled_by, mail.settled_at = hand.signatory, at
    mail.save(update_fields=["state", "receipt", "settled_by", "settled_at"])
    return mail
