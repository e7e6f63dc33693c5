"""Want a kind of event no more."""

from uuid import UUID

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.registries import rules
from sanjha.registries.models import Subscription


def unsubscribe(*, subscription_id: UUID, client: str, actor: Actor) -> Subscription:
    """End the subscription; what it had not confirmed is not kept for it. Raises NotFound, NotPermitted."""
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        found = (
            Subscription.objects.select_for_update()
            .filter(pk=subscription_id, subscriber=client, ended_at__isnull=True)
            .first()
        )
        if found is None:
            raise NotFound("subscription missing")
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
        audit.record(actor, "UNSUBSCRIBED", stream=f"room.{found.event_type_id}", rows=[found], client=client)
    return found
