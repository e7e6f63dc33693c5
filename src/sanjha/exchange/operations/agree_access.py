"""The owner agrees to what a consumer asked for."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.exchange import carried, member_queries, member_rules, rules
from sanjha.exchange.models import AccessRequest, Grant
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound


def agree_access(*, request_id: UUID, actor: Actor) -> Grant:
    """The grant, with exactly the facts, days and limit that were asked for.

    Raises NotFound, NotPermitted for others than administrators and for whoever asked or keeps its system, Conflict when the request has
    been answered or the consumer's grant for the same overlaps it.
    """
    rules.check_may_administer(actor)
    with transaction.atomic(durable=True):
        asked = locked_request(request_id)
        member_rules.check_can_decide(asked, actor)
        rules.check_is_other_side(member_queries.member_called(asked.consumer), actor)
        _check_nothing_overlaps(asked)
        grant = Grant.objects.create(
            consumer=asked.consumer,
            operation=asked.operation,
            purpose=asked.purpose,
            legal_basis=asked.legal_basis,
            from_date=asked.from_date,
            until_date=asked.until_date,
            facts=asked.facts,
            per_minute=asked.per_minute,
            granted_by=actor.label,
            granted_at=clock.now(),
        )
        asked.state, asked.grant = AccessRequest.State.AGREED, grant
        asked.decided_by, asked.decided_at = actor.label, clock.now()
        asked.save(update_fields=["state", "grant", "decided_by", "decided_at"])
        audit.record(
            actor,
            "ACCESS_AGREED",
            stream="exchange.grants",
            rows=[asked, grant],
            operation=grant.operation,
            consumer=grant.consumer,
            purpose=grant.purpose,
            facts=grant.facts,
        )
        carried.tell(grant)
    return grant


def locked_request(request_id: UUID) -> AccessRequest:
    """The request, locked until the transaction ends. Raises NotFound."""
    found = AccessRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise NotFound(_("There is no such request."))
    return found


def _check_nothing_overlaps(asked: AccessRequest) -> None:
    same = Grant.objects.filter(consumer=asked.consumer, operation=asked.operation, purpose=asked.purpose)
    overlapping = same.filter(
        Q(until_date__isnull=True) | Q(until_date__gte=asked.from_date),
        ended_at__isnull=True,
        from_date__lte=asked.until_date,
    )
    if overlapping.exists():
        raise Conflict(
            _("The consumer has a permission for this on some of these days. End it first."), code="overlaps"
        )
