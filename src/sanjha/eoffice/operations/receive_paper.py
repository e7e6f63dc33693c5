"""Receive a paper file by hand: only then is it known to have arrived."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.models import File, Movement
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError


def receive_paper(*, file_id: UUID, post: UUID, actor: Actor) -> Movement:
    """Note that the paper file lies on the desk of `post`. Personal staff may receive it for the officer.

    Raises DomainError for an electronic file, Conflict when it was received already or has gone on.
    """
    visible_file(actor, file_id)
    hand_at(actor, post)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        if file.medium != File.Medium.PAPER:
            raise DomainError(_("Only a paper file is received by hand."), code="not-paper")
        rules.check_is_with(movement, post)
        if movement.read_at is not None:
            raise Conflict(_("The file was received already."), code="received")
        movement.read_at = clock.now()
        movement.save(update_fields=["read_at"])
        audit.record(actor, "FILE_RECEIVED", stream=file.pk, rows=[movement])
    return movement
