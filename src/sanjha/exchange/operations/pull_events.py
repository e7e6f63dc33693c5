"""A member fetches the events after a position."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import subscription_queries
from sanjha.exchange.models import EventSubscription, KeptEvent, Member
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted

LARGEST_PAGE = 500


class Forgotten(DomainError):
    """Events after this position are not kept any more."""

    status = 410
    kind = "forgotten"


def pull_events(
    *, member: Member, subscription_id: UUID, after: int, limit: int
) -> tuple[EventSubscription, list[KeptEvent]]:
    """The subscription and up to `limit` events in their order. Who asks for what comes after a position has what came before.

    Raises NotFound for no subscription of the member that was agreed, NotPermitted when it does not hold today, DomainError
    for a position beyond the last event or a limit that is not from 1 to LARGEST_PAGE, Forgotten for one before the first that
    is kept. Not audited: the events are kept, each once, and the agreement is audited.
    """
    if not 1 <= limit <= LARGEST_PAGE:
        raise DomainError(f"limit is from 1 to {LARGEST_PAGE}", code="limit", field="limit")
    with transaction.atomic(durable=True):
        progress = subscription_queries.locked_progress(subscription_id)
        subscription = progress.subscription
        if subscription.member_id != member.id:
            raise NotFound(_("There is no such subscription."))
        if not subscription_queries.in_force().filter(pk=subscription.pk).exists():
            raise NotPermitted("the subscription does not hold today", code="no-grant")
        if not 0 <= after <= progress.kept:
            raise DomainError(f"after is from 0 to {progress.kept}", code="position", field="after")
        found = subscription_queries.kept_after(subscription.pk, after, limit=limit)
        if after < progress.kept and (not found or found[0].position != after + 1):
            first = subscription_queries.first_kept(progress)
            raise Forgotten(f"the first event that is kept has position {first}", code="forgotten")
        if not subscription.address:
            progress.had, progress.last_success_at = after, clock.now()
            progress.save(update_fields=["had", "last_success_at"])
    return subscription, found
