"""Who oversees is overseen: each look at the page of look-ups that stand out is on record."""

from django.db import transaction

from sanjha.exchange import oversight_rules as rules
from sanjha.kernel import audit
from sanjha.kernel.actors import Actor


def note_oversight(*, what: str, rows: int, actor: Actor) -> None:
    """`what` is LIST, ROW or EXPORT, `rows` how many were shown. Raises NotPermitted for anybody else than the overseer."""
    rules.check_oversees(actor)
    with transaction.atomic(durable=True):
        audit.record(actor, "OVERSIGHT_LOOKED", stream="exchange.oversight", what=what, shown=rows)
