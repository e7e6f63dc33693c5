"""Take a permission back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import carried, member_queries, rules
from sanjha.exchange.models import Grant
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


def end_grant(*, grant_id: UUID, actor: Actor) -> Grant:
    """End the grant now: the next call of the consumer is refused.

    Raises NotFound, NotPermitted for other actors than the system, administrators and whoever keeps the
    consumer's system, Conflict when it has been ended already.
    """
    with transaction.atomic(durable=True):
        grant = Grant.objects.select_for_update(of=("self",)).filter(pk=grant_id).first()
        if not member_queries.grants_kept_by(actor).filter(pk=grant_id).exists():
            rules.check_may_administer(actor)
        if grant is None:
            raise NotFound(_("There is no such permission."))
        rules.check_can_end(grant)
        grant.ended_at, grant.ended_by = clock.now(), actor.label
        grant.save(update_fields=["ended_at", "ended_by"])
        audit.record(
            actor,
            "ACCESS_ENDED",
            stream="exchange.grants",
            rows=[grant],
            operation=grant.operation,
            consumer=grant.consumer,
            purpose=grant.purpose,
        )
        carried.tell(grant)
    return grant
