"""Open a file that was sent: from then on its sender can no longer pull it back."""

from uuid import UUID

from django.db import transaction

from sanjha.eoffice import ledger
from sanjha.eoffice.models import File, Movement
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def read_file(*, file_id: UUID, actor: Actor) -> bool:
    """Note that the holder has opened the file. Returns whether this was the first time; nothing for other readers.

    Personal staff who look ahead do not make it read: the officer has not seen it. A paper file is received by hand
    (`receive_paper`), not by a look at its page.
    """
    hands = hands_of(actor)
    movement = Movement.objects.filter(
        file=file_id,
        file__medium=File.Medium.ELECTRONIC,
        closed_at__isnull=True,
        read_at__isnull=True,
        to_post__in=list(hands),
    ).first()
    if movement is None or hands[movement.to_post].prepares_only:
        return False
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        if movement.read_at is not None or movement.to_post not in hands:
            return False
        movement.read_at = clock.now()
        movement.save(update_fields=["read_at"])
        audit.record(actor, "FILE_READ", stream=file.pk, rows=[movement])
    return True
