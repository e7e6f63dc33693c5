"""Refer from one file to another: see also, previous and later references. Both go their own ways."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.models import Act, FileLink
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound

REFERENCES = (FileLink.Kind.SEE_ALSO, FileLink.Kind.PREVIOUS, FileLink.Kind.LATER)


def link_files(*, file_id: UUID, to: UUID, kind: str, post: UUID, actor: Actor, reason: str = "") -> FileLink:
    """Enter the reference at the desk that holds the file. Raises NotFound for a file that the actor may not see."""
    visible_file(actor, file_id)
    visible_file(actor, to)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    if kind not in REFERENCES:
        raise DomainError(_("Choose the kind of reference."), code="kind", field="kind")
    if file_id == to:
        raise DomainError(_("A file does not refer to itself."), code="itself", field="to")
    reason = rules.remarks_of(reason)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(movement, post)
        if FileLink.objects.filter(file=file, to=to, kind=kind, ended_at__isnull=True).exists():
            raise DomainError(_("This reference stands already."), code="linked", field="to")
        link = FileLink.objects.create(
            file=file, to_id=to, kind=kind, reason=reason, made_by=hand.signatory, made_at=clock.now()
        )
        audit.record(actor, "FILE_LINKED", stream=file.pk, rows=[link], to=to)
    return link


def unlink_files(*, link_id: UUID, post: UUID, actor: Actor) -> FileLink:
    """Take a reference away; that it stood stays known."""
    found = FileLink.objects.filter(pk=link_id, kind__in=REFERENCES).first()
    if found is None:
        raise NotFound(_("There is no such reference."))
    visible_file(actor, found.file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.NOTE)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(found.file_id)
        rules.check_active(file)
        rules.check_is_with(movement, post)
        link = FileLink.objects.get(pk=link_id)
        if link.ended_at is not None:
            raise DomainError(_("This reference was taken away already."), code="unlinked")
        link.ended_by, link.ended_at = hand.signatory, clock.now()
        link.save(update_fields=["ended_by", "ended_at"])
        audit.record(actor, "FILE_UNLINKED", stream=file.pk, rows=[link])
    return link
