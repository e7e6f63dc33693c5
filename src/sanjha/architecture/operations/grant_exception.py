"""Grant an exception from a rule of the policy."""

from uuid import UUID

from django.db import transaction

from sanjha.architecture import policy_queries, policy_rules, rules
from sanjha.architecture.models import PolicyException
from sanjha.architecture.operations.ask_exception import record
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def grant_exception(*, exception_id: UUID, actor: Actor, answer: str = "") -> PolicyException:
    """The exception, which holds until the day that was asked for and then runs out by itself.

    Raises NotFound, NotPermitted for others than keepers and for whoever asked, Conflict when it has been answered or
    its day is past.
    """
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        asked = policy_queries.exception(exception_id, locked=True)
        policy_rules.check_can_answer(asked, actor)
        policy_rules.check_can_grant(asked, clock.today())
        close(asked, PolicyException.State.GRANTED, answer, actor)
        record(asked, "EXCEPTION_GRANTED", actor, reason=answer)
    return asked


def close(row: PolicyException, state: PolicyException.State, answer: str, actor: Actor) -> None:
    """The row with its answer, saved."""
    row.state, row.answer = state, answer
    row.answered_by, row.answered_at = actor.label, clock.now()
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
