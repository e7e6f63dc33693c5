"""Ask the officer why somebody was looked up."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import oversight_rules as rules
from sanjha.exchange.models import Conspicuous
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


def ask_explanation(*, row_id: UUID, question: str, actor: Actor) -> Conspicuous:
    """The officer reads the question on the desk. Raises NotFound, NotPermitted, Conflict when it was asked or closed."""
    rules.check_oversees(actor)
    words = rules.clean_words(question, field="question", longest=rules.LONGEST_QUESTION)
    with transaction.atomic(durable=True):
        row = locked(row_id)
        rules.check_can_ask(row)
        row.question, row.asked_at = words, clock.now()
        row.save(update_fields=["question", "asked_at"])
        audit.record(actor, "EXPLANATION_ASKED", stream="exchange.oversight", rows=[row])
    return row


def locked(row_id: UUID) -> Conspicuous:
    """The row, locked. Raises NotFound."""
    row = Conspicuous.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("There is no such look-up."))
    return row
