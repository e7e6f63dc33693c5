"""Refuse an exception from a rule of the policy."""

from uuid import UUID

from django.db import transaction

from sanjha.architecture import policy_queries, policy_rules, rules
from sanjha.architecture.models import PolicyException
from sanjha.architecture.operations.ask_exception import record
from sanjha.architecture.operations.grant_exception import close
from sanjha.kernel.actors import Actor


def refuse_exception(*, exception_id: UUID, answer: str, actor: Actor) -> PolicyException:
    """Refuse, with the reason that the department reads; it may ask again.

    Raises NotFound, NotPermitted for others than keepers and for whoever asked, DomainError without a reason, Conflict
    when it has been answered.
    """
    rules.check_may_keep(actor)
    policy_rules.check_has_answer(answer)
    with transaction.atomic(durable=True):
        asked = policy_queries.exception(exception_id, locked=True)
        policy_rules.check_can_answer(asked, actor)
        close(asked, PolicyException.State.REFUSED, answer, actor)
        record(asked, "EXCEPTION_REFUSED", actor, reason=answer)
    return asked
