"""Record what the check of a migrated file in the sample found, the paper beside the scan."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import rules, rules_life
from sanjha.eoffice.models import Act, MigratedFile
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted


def check_migrated(
    *, file_id: UUID, post: UUID, agrees: bool, actor: Actor, remarks: str = ""
) -> MigratedFile:
    """Say whether scan and paper agree. Whoever took the bundle over does not check it; a fault needs remarks."""
    file = visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.OPEN_FILE)
    rules_life.check_of_branch(file, hand.office_code)
    remarks = rules.remarks_of(remarks) if agrees else rules_life.reason_of(remarks, field="remarks")
    with transaction.atomic(durable=True):
        entry = (
            MigratedFile.objects.select_for_update(of=("self",))
            .select_related("bundle")
            .filter(file=file_id)
            .exclude(check_state="")
            .first()
        )
        if entry is None:
            raise DomainError(_("The file is not in the sample that is checked."), code="not-in-sample")
        if entry.checked_at is not None:
            raise Conflict(_("The file was checked already."), code="checked")
        if entry.bundle.made_by.officer == actor.person:
            raise NotPermitted(_("Somebody else than who took the files over checks them."), code="own-work")
        entry.check_state = MigratedFile.Check.AGREES if agrees else MigratedFile.Check.FAULTY
        entry.remarks, entry.checked_by, entry.checked_at = remarks, hand.signatory, clock.now()
        entry.save(update_fields=["check_state", "remarks", "checked_by", "checked_at"])
        audit.record(actor, "MIGRATED_FILE_CHECKED", stream=file.pk, rows=[entry])
    return entry
