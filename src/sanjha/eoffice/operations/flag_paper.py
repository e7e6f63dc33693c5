"""Flag a paper of a file for whoever reads next: PUC for the paper under consideration, FR for newer receipts."""

import re
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.models import Act, CorrespondenceItem, Flag
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound

PUC = "PUC"
LABELS = (PUC, "FR", "FR I", "FR II", "FR III", "FR IV")
_LETTER = re.compile(r"[A-Z]")


def flag_paper(*, file_id: UUID, serial: int, label: str, post: UUID, actor: Actor) -> Flag:
    """Set the flag; there is one PUC in a file, so that on another paper is taken (CSMOP 2022, para 25).

    Only the desk that holds the file flags. Raises DomainError for a label that is none, NotFound for no such paper.
    """
    if label not in LABELS and not _LETTER.fullmatch(label):
        raise DomainError(_("A flag is PUC, FR, FR I to FR IV, or one letter."), code="label", field="label")
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    with transaction.atomic(durable=True):
        file, where = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(where, post)
        item = _paper(file_id, serial)
        at = clock.now()
        standing = Flag.objects.filter(item__file=file, label=label, taken_at__isnull=True)
        elsewhere = list(standing.exclude(item=item)) if label == PUC else []
        for other in elsewhere:
            other.taken_at = at
            other.save(update_fields=["taken_at"])
        flag = standing.filter(item=item).first()
        if flag is None:
            flag = Flag.objects.create(item=item, label=label, set_by=hand.signatory, set_at=at)
        audit.record(actor, "PAPER_FLAGGED", stream=file.pk, rows=[flag, *elsewhere])
    return flag


def take_flag(*, file_id: UUID, serial: int, label: str, post: UUID, actor: Actor) -> None:
    """Take the flag off. Nothing when it is not there."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    with transaction.atomic(durable=True):
        file, where = ledger.lock_file(file_id)
        rules.check_is_with(where, post)
        item = _paper(file_id, serial)
        flag = Flag.objects.filter(item=item, label=label, taken_at__isnull=True).first()
        if flag is None:
            return
        flag.taken_at = clock.now()
        flag.save(update_fields=["taken_at"])
        audit.record(actor, "FLAG_TAKEN", stream=file.pk, rows=[flag])


def _paper(file_id: UUID, serial: int) -> CorrespondenceItem:
    found = CorrespondenceItem.objects.filter(file=file_id, serial=serial).first()
    if found is None:
        raise NotFound(_("There is no such paper in this file."))
    return found
