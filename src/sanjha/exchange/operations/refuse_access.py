"""The owner refuses what a consumer asked for."""

from uuid import UUID

from django.db import transaction

from sanjha.exchange import member_rules, rules
from sanjha.exchange.models import AccessRequest
from sanjha.exchange.operations.agree_access import locked_request
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor


def refuse_access(*, request_id: UUID, reason: str, actor: Actor) -> AccessRequest:
    """Refuse, with the reason that the consumer reads; it may ask again for less.

    Raises NotFound, DomainError without a reason, NotPermitted for others than administrators and for whoever asked,
    Conflict when it has been answered.
    """
    rules.check_may_administer(actor)
    member_rules.check_has_reason(reason)
    with transaction.atomic(durable=True):
        asked = locked_request(request_id)
        member_rules.check_can_decide(asked, actor)
        asked.state, asked.reason = AccessRequest.State.REFUSED, reason
        asked.decided_by, asked.decided_at = actor.label, clock.now()
        asked.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        audit.record(
            actor,
            "ACCESS_REFUSED",
            stream="exchange.requests",
            rows=[asked],
            operation=asked.operation,
            consumer=asked.consumer,
            purpose=asked.purpose,
            reason=reason,
        )
    return asked
