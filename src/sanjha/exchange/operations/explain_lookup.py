"""The officer explains a look-up."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import oversight_rules as rules
from sanjha.exchange.models import Conspicuous
from sanjha.exchange.operations.ask_explanation import locked
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def explain_lookup(*, row_id: UUID, answer: str, actor: Actor) -> Conspicuous:
    """The answer stands beside the look-up. Raises NotFound, NotPermitted for anybody else, Conflict when nothing is asked."""
    words = rules.clean_words(answer, field="answer", longest=rules.LONGEST_ANSWER)
    with transaction.atomic(durable=True):
        row = locked(row_id)
        rules.check_can_answer(row, actor)
        row.answer, row.answered_at = words, clock.now()
        row.save(update_fields=["answer", "answered_at"])
        audit.record(actor, "LOOKUP_EXPLAINED", stream="exchange.oversight", rows=[row])
    return row
