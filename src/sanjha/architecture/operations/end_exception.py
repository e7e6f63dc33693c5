"""End an exception before its day."""

from uuid import UUID

from django.db import transaction

from sanjha.architecture import policy_queries, policy_rules, rules
from sanjha.architecture.models import PolicyException
from sanjha.architecture.operations.ask_exception import record
from sanjha.architecture.operations.grant_exception import close
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def end_exception(*, exception_id: UUID, answer: str, actor: Actor) -> PolicyException:
    """From today on the rule is to be kept again.

    Raises NotFound, NotPermitted for others than keepers, DomainError without a reason, Conflict unless it holds today.
    """
    rules.check_may_keep(actor)
    policy_rules.check_has_answer(answer)
    with transaction.atomic(durable=True):
        granted = policy_queries.exception(exception_id, locked=True)
        policy_rules.check_can_end(granted, clock.today())
        close(granted, PolicyException.State.ENDED, answer, actor)
        record(granted, "EXCEPTION_ENDED", actor, reason=answer)
    return granted
