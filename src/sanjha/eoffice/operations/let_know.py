"""Put a post on the need-to-know list of a graded file, and take it off."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_secrecy
from sanjha.eoffice.models import NeedToKnow
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices import contract as offices


def let_know(*, file_id: UUID, post: UUID, reader_post: UUID, actor: Actor) -> NeedToKnow:
    """Let a post read the graded file that lies at the desk of `post`. Its holder still needs the clearance."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    reader = offices.get_post(post_id=reader_post)
    rules.check_post_takes_files(reader.is_active)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_is_with(movement, post)
        rules_secrecy.check_graded(file.grading)
        if NeedToKnow.objects.filter(file=file, post=reader_post, ended_at__isnull=True).exists():
            raise DomainError(_("This post stands on the list already."), code="listed", field="reader_post")
        made = NeedToKnow.objects.create(file=file, post=reader_post, given_at=clock.now())
        audit.record(actor, "NEED_TO_KNOW_GIVEN", stream=file.pk, rows=[made], to=reader_post)
    return made


def forget(*, need_id: UUID, post: UUID, actor: Actor) -> NeedToKnow:
    """Take the post off the list again; what it read stands in the access log."""
    found = NeedToKnow.objects.filter(pk=need_id, ended_at__isnull=True).first()
    if found is None:
        raise NotFound(_("This post stands on the list no longer."))
    visible_file(actor, found.file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(found.file_id)
        rules.check_is_with(movement, post)
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
        audit.record(actor, "NEED_TO_KNOW_ENDED", stream=file.pk, rows=[found], of=found.post)
    return found
