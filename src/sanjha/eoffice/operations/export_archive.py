"""Make the package of a file that leaves the house: for the Archives, for another house, for a court."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import archives
from sanjha.eoffice.models import Act, File
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import DomainError, NotPermitted

MAY = (Act.RECORD, Act.APPROVE_CLOSE)


def export_archive(*, file_id: UUID, actor: Actor) -> dict[str, bytes]:
    """The members of the package. For the records officer and heads of branches who may see the file, and the system.

    A file that is worked on has no archive: it is closed first.
    """
    if actor is SYSTEM:
        file = File.objects.get(pk=file_id)
    else:
        file = visible_file(actor, file_id)
        if not any(hand.may(act) for hand in hands_of(actor).values() for act in MAY):
            raise NotPermitted(
                _("The records officer or the head of a branch makes archives."), code="not-your-power"
            )
    if file.state not in {File.State.CLOSED, File.State.RECORDED, File.State.WEEDED, File.State.MERGED}:
        raise DomainError(_("The file is being worked on. Close it first."), code="not-closed")
    members = archives.package_of(file, clock.now())
    with transaction.atomic(durable=True):
        audit.record(actor, "FILE_EXPORTED", stream=file.pk, members=len(members))
    return members
