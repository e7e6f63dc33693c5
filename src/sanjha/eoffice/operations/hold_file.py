"""Place a legal hold on a file, and lift it: while it stands nothing is weeded."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life
from sanjha.eoffice.models import Act, LegalHold
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted


def hold_file(*, file_id: UUID, post: UUID, ground: str, reference: str, actor: Actor) -> LegalHold:
    """Hold the file, as records officer or head of the branch, for a court case, a request for information or an audit."""
    file = visible_file(actor, file_id)
    hand = hand_at(actor, post)
    _check_may(hand, file.offices)
    reference = rules_life.reason_of(reference, field="reference")[:200]
    if ground not in LegalHold.Ground.values:
        raise DomainError(_("Choose the ground of the hold."), code="ground", field="ground")
    with transaction.atomic(durable=True):
        file, _movement = ledger.lock_file(file_id)
        if LegalHold.objects.filter(
            file=file, ground=ground, reference=reference, lifted_at__isnull=True
        ).exists():
            raise DomainError(_("This hold stands already."), code="held", field="reference")
        hold = LegalHold.objects.create(
            file=file,
            ground=ground,
            reference=reference,
            placed_by=hand.signatory,
            placed_at=clock.now(),
        )
        audit.record(actor, "HOLD_PLACED", stream=file.pk, rows=[hold])
    return hold


def lift_hold(*, hold_id: UUID, post: UUID, actor: Actor) -> LegalHold:
    """Lift the hold; that it stood stays known."""
    found = LegalHold.objects.select_related("file").filter(pk=hold_id).first()
    if found is None:
        raise NotFound(_("There is no such hold."))
    file = visible_file(actor, found.file_id)
    hand = hand_at(actor, post)
    _check_may(hand, file.offices)
    with transaction.atomic(durable=True):
        ledger.lock_file(found.file_id)
        hold = LegalHold.objects.get(pk=hold_id)
        if hold.lifted_at is not None:
            raise DomainError(_("This hold was lifted already."), code="lifted")
        hold.lifted_by, hold.lifted_at = hand.signatory, clock.now()
        hold.save(update_fields=["lifted_by", "lifted_at"])
        audit.record(actor, "HOLD_LIFTED", stream=hold.file_id, rows=[hold])
    return hold


def _check_may(hand: Hand, offices: list[UUID]) -> None:
    rules.check_signs(hand.prepares_only)
    if hand.office not in offices or not (hand.may(Act.RECORD) or hand.may(Act.APPROVE_CLOSE)):
        raise NotPermitted(
            _("The records officer or the head of the branch places and lifts holds."), code="not-yours"
        )
