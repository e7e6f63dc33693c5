"""Follow a receipt up: be reminded on a day of what is expected, and say when it is done."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import dak_rules, rules
from sanjha.eoffice.models import FollowUp
from sanjha.eoffice.queries.access import visible_receipt
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound


def follow_up_receipt(*, receipt_id: UUID, post: UUID, due_on: date, words: str, actor: Actor) -> FollowUp:
    """Set a reminder of the desk `post`, wherever the receipt is. Raises DomainError for a day that has passed."""
    receipt = visible_receipt(actor, receipt_id)
    hand = hand_at(actor, post)
    rules.check_due(due_on, clock.today())
    words = dak_rules.reason_of(words, field="words")
    if len(words) > 300:
        raise DomainError(_("At most %(most)s letters.") % {"most": 300}, code="too-long", field="words")
    with transaction.atomic(durable=True):
        follow_up = FollowUp.objects.create(
            receipt=receipt, post=post, due_on=due_on, words=words, set_by=hand.signatory, set_at=clock.now()
        )
        audit.record(actor, "FOLLOW_UP_SET", stream=receipt.pk, rows=[follow_up])
    return follow_up


def end_follow_up(*, follow_up_id: UUID, actor: Actor) -> FollowUp:
    """What was expected has come. Only the desk that set the reminder ends it; ended twice, nothing changes."""
    found = FollowUp.objects.filter(pk=follow_up_id).first()
    if found is None:
        raise NotFound(_("There is no such reminder."))
    hand_at(actor, found.post)
    with transaction.atomic(durable=True):
        follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
        if follow_up.done_at is None:
            follow_up.done_at = clock.now()
            follow_up.save(update_fields=["done_at"])
            audit.record(actor, "FOLLOW_UP_DONE", stream=follow_up.receipt_id, rows=[follow_up])
    return follow_up
