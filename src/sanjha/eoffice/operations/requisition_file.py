"""Ask for a recorded file by a slip; the records officer issues it to read, and enters its return."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life, rules_records
from sanjha.eoffice.models import Act, File, NeedToKnow, Requisition
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound


def requisition_file(*, number: str, post: UUID, purpose: str, until: date, actor: Actor) -> Requisition:
    """Ask, by the number on its cover, for a file that lies in a record room; one need not see it to ask."""
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    purpose = rules_life.reason_of(purpose, field="purpose")
    rules_records.check_until(until, clock.today())
    file = File.objects.filter(number=number.strip(), state=File.State.RECORDED).first()
    if file is None:
        raise DomainError(
            _("No file of this number lies in a record room."), code="unknown-file", field="number"
        )
    with transaction.atomic(durable=True):
        ledger.lock_file(file.pk)
        standing = Requisition.objects.filter(file=file, post=post, returned_at__isnull=True)
        if standing.exclude(is_issued=False).exists():
            raise DomainError(_("Your slip for this file stands already."), code="slip-stands")
        slip = Requisition.objects.create(
            file=file,
            post=post,
            purpose=purpose,
            asked_by=hand.signatory,
            asked_at=clock.now(),
            until=until,
        )
        audit.record(actor, "FILE_REQUISITIONED", stream=file.pk, rows=[slip])
    return slip


def decide_requisition(
    *, slip_id: UUID, post: UUID, issued: bool, actor: Actor, remarks: str = ""
) -> Requisition:
    """Issue the file to the desk that asked, or refuse with remarks. A graded file is read by the cleared alone even so."""
    hand, found = _slip(slip_id, post, actor)
    remarks = rules.remarks_of(remarks) if issued else rules_life.reason_of(remarks, field="remarks")
    with transaction.atomic(durable=True):
        file, _movement = ledger.lock_file(found.file_id)
        slip = Requisition.objects.get(pk=slip_id)
        rules_records.check_undecided(slip)
        rules_records.check_recorded(file)
        slip.is_issued, slip.remarks = issued, remarks
        slip.decided_by, slip.decided_at = hand.signatory, clock.now()
        slip.save(update_fields=["is_issued", "remarks", "decided_by", "decided_at"])
        known = _let_read(slip) if issued else None
        audit.record(
            actor,
            "REQUISITION_ISSUED" if issued else "REQUISITION_REFUSED",
            stream=file.pk,
            rows=[slip, *([known] if known else [])],
        )
    return slip


def return_requisition(*, slip_id: UUID, post: UUID, actor: Actor) -> Requisition:
    """Enter that the file is back: the desk reads it no longer."""
    _hand, found = _slip(slip_id, post, actor)
    with transaction.atomic(durable=True):
        ledger.lock_file(found.file_id)
        slip = Requisition.objects.get(pk=slip_id)
        if not slip.is_issued or slip.returned_at is not None:
            raise DomainError(_("Nothing is out on this slip."), code="not-out")
        slip.returned_at = clock.now()
        slip.save(update_fields=["returned_at"])
        known = list(NeedToKnow.objects.filter(file=slip.file_id, post=slip.post, ended_at__isnull=True))
        NeedToKnow.objects.filter(pk__in=[one.pk for one in known]).update(ended_at=slip.returned_at)
        audit.record(actor, "REQUISITION_RETURNED", stream=slip.file_id, rows=[slip, *known])
    return slip


def _slip(slip_id: UUID, post: UUID, actor: Actor) -> tuple[Hand, Requisition]:
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.RECORD)
    found = Requisition.objects.select_related("file").filter(pk=slip_id).first()
    if found is None:
        raise NotFound(_("There is no such slip."))
    rules_records.check_keeps(found.file, hand.office)
    return hand, found


def _let_read(slip: Requisition) -> NeedToKnow | None:
    if NeedToKnow.objects.filter(file=slip.file_id, post=slip.post, ended_at__isnull=True).exists():
        return None
    return NeedToKnow.objects.create(
        file_id=slip.file_id, post=slip.post, given_at=slip.decided_at or clock.now()
    )
